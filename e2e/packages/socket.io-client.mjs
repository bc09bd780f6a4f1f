import io, { connect, Manager, protocol, Socket } from 'socket.io-client';

const socket = io('http://127.0.0.1:9', { autoConnect: false, reconnection: false, query: { a: 1 } });
socket.onAny(() => {});
socket.emit('queued', 1);
globalThis.__result = { protocol, same: io === connect, socket: socket instanceof Socket, manager: socket.io instanceof Manager, connected: socket.connected, buffered: socket.sendBuffer.length, listeners: socket.listenersAny().length, transports: typeof socket.io.opts.path, path: socket.io.opts.path };
