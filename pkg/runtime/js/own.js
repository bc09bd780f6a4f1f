// own.js: own-property test.
//
// Installs: R.o(object, key)
// Needs:    core
// Data:     nothing
R.o = (object, key) => ({}).hasOwnProperty.call(object, key);
