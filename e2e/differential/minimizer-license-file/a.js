/*! kept once */
console.log(1) // @license inline MIT
