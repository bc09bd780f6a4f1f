// env: chromium
globalThis.__result = (async () => {
  const context = new OfflineAudioContext(1, 128, 44100);
  await context.audioWorklet.addModule(new URL('./tone.js', import.meta.url));
  const node = new AudioWorkletNode(context, 'tone');
  return new Promise((ok) => { node.port.onmessage = (e) => ok(e.data); node.connect(context.destination); context.startRendering(); });
})();
