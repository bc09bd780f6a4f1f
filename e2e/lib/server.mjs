// A static server on a loopback port, with CORS, a request log and single-page fallback.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.map': 'application/json', '.png': 'image/png', '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
};

class StaticServer {
  /** @type {{path: string, status: number}[]} */
  log = [];
  root = '';
  port = 0;
  /** Content types by extension, where they are to be others than usual. */
  types = {};
  #server;

  get origin() { return `http://127.0.0.1:${this.port}`; }

  /** Paths of the requests so far, in order. */
  get paths() { return this.log.map((l) => l.path); }

  #answer(request, response) {
    const pathname = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = path.join(this.root, pathname);
    if (pathname.endsWith('/') || (!path.extname(pathname) && !fs.existsSync(file))) file = path.join(this.root, 'index.html');
    const found = file.startsWith(this.root) && fs.statSync(file, { throwIfNoEntry: false })?.isFile();
    this.log.push({ path: pathname, status: found ? 200 : 404 });
    const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
    if (!found) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, 'content-type': this.types[path.extname(file)] ?? TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(file));
  }

  /** Listens; a second start after stop takes the same port again. */
  async start() {
    if (this.#server) return this;
    this.#server = http.createServer((q, s) => this.#answer(q, s));
    await new Promise((ok, fail) => this.#server.once('error', fail).listen(this.port, '127.0.0.1', ok));
    this.port = this.#server.address().port;
    return this;
  }

  async stop() {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((ok) => server.close(ok));
  }
}

/** A server that is not started yet and stops when the suite ends. Call it in the body of describe with node:test's `after`. */
export function suiteServer(after) {
  const server = new StaticServer();
  after(() => server.stop());
  return server;
}

/** Serves root until the test t ends. */
export async function serve(t, root) {
  const server = new StaticServer();
  server.root = root;
  t.after(() => server.stop());
  return server.start();
}
