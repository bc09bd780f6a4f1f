// Made of ../chunk_global.js by e2e/lower-runtime.mjs.
var receive = function (next, chunk) {
  var ids = chunk[0],
    more = chunk[1],
    run = chunk[2];
  if (ids.some(function (id) {
    return installed[id] !== 0;
  })) {
    Object.assign(modules, more);
    if (run && (data.q || []).includes(ids[0])) run(R);
  }
  if (next) next(chunk);
  ids.forEach(function (id) {
    var slot = installed[id];
    installed[id] = 0;
    if (slot) slot[0]();
  });
};
var registry = data.o || self;
var chunkGlobal = registry[data.g] = registry[data.g] || [];
chunkGlobal.forEach(function (chunk) {
  return receive(0, chunk);
});
var pushBefore = chunkGlobal.push.bind(chunkGlobal);
chunkGlobal.push = function (chunk) {
  return receive(pushBefore, chunk);
};
