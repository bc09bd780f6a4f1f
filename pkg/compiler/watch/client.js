// Live reload of pages that `mfbundle watch` serves. The server adds this script
// to HTML on its way out; nothing of it is in the files of a build.
//
// events.go documents the events. New style sheets replace the old ones in
// place; for anything else the page is loaded again. The tag names the application
// of the page, and says with data-alone that others do not concern it.
(() => {
  let known
  const { app, alone } = document.currentScript.dataset
  const source = new EventSource('/__mfbundle')
  source.addEventListener('hello', (e) => {
    const { id } = JSON.parse(e.data)
    if (known && known !== id) location.reload()
    known = id
  })
  source.addEventListener('built', (e) => {
    const { id, name, files, alone: only } = JSON.parse(e.data)
    known = id
    if (name !== app && (only || alone !== undefined)) return
    const styles = files.filter((f) => f.endsWith('.css'))
    if (!styles.length || files.some((f) => !/\.css(\.map)?$/.test(f))) return location.reload()
    for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
      const url = new URL(link.href)
      if (url.origin !== location.origin || !styles.some((f) => url.pathname.endsWith('/' + f))) continue
      url.searchParams.set('mfbundle', id)
      link.href = url.href
    }
  })
  source.addEventListener('failed', (e) => {
    const { name, errors } = JSON.parse(e.data)
    console.error(`[mfbundle] ${name || 'federation.yaml'} has errors; this page shows the last good build\n\n${errors.join('\n')}`)
  })
  // An open connection keeps a page out of the back-forward cache.
  addEventListener('pagehide', () => source.close())
})()
