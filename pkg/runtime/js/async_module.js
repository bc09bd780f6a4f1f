// async_module.js: modules with top-level await, and modules that import such modules.
//
// Installs: R.a(module, body, hasAwait). body is async (wait, done) => {…}: it calls wait([exports, …]) with what it
//           imported, gets either an array of exports or a promise of a function that returns one, and calls done()
//           or done(error) at the end. module.exports becomes a promise of the exports.
// Needs:    core
// Data:     nothing
//
// Only a module with an await of its own can be late; each such module is a gate. Importers wait for the gates that
// can be reached through their imports, not for the modules in between: modules in a cycle would wait for each other
// for ever, gates do not, because a gate is not waited for by what its own module is just importing.
//
// A module that runs while one around it is still importing, as in a cycle, cannot know yet what that one will wait for.
// It keeps it as `late`, and whoever imports it afterwards waits for that as well: the cycle is over when its first
// module is.
//
//   gate: {state, waiting}   state: 0 its module is still in its synchronous part, 1 it is awaiting, 2 it is done
//   asyncModules: promise → {exports, error, done, each}   each(visit) visits the gates in its way
var asyncModules = new WeakMap();
R.a = (module, body, hasAwait) => {
	var exports = module.exports;
	var gate = hasAwait && { state: 0, waiting: [] };
	var gates = new Set();
	var late = new Set();
	var open = gate => {
		if (gate && gate.state < 2) {
			gate.state = 2;
			gate.waiting.forEach(waiter => --waiter.left || waiter.go());
		}
	};
	// What wait() needs to know of an import: its exports, or the error, and the gates in front of it.
	var describe = value => {
		var known = value && typeof value == "object" && asyncModules.get(value);
		if (known || !value || typeof value.then != "function" || typeof value != "object") {
			return known || { exports: value, each() {} };
		}
		// A promise that no module of ours made: the exports of an external that is loaded.
		var foreign = { state: 1, waiting: [] };
		var info = { each: visit => visit(foreign) };
		value.then(
			result => {
				info.exports = result;
				open(foreign);
			},
			error => {
				info.error = [error];
				open(foreign);
			}
		);
		return info;
	};
	var info = {
		exports,
		late,
		each(visit) {
			if (gate) visit(gate);
			gates.forEach(visit);
			late.forEach(other => other.waits && other.each(visit));
			// Whoever visits reads the error from info, so the promise itself may go without a handler.
			promise.catch(() => {});
		}
	};
	var settle;
	var promise = new Promise((resolve, reject) => (settle = [resolve, reject]));
	asyncModules.set(promise, info);
	module.exports = promise;
	body(
		imports => {
			var infos = imports.map(describe);
			var results = () =>
				infos.map(info => {
					if (info.error) throw info.error[0];
					return info.exports;
				});
			var waiter = { left: 0 };
			var ready = new Promise(resolve => (waiter.go = () => resolve(results)));
			infos.forEach(other => {
				if (other.late) (other.waits ? other.late : [other]).forEach(root => root.waits || root == info || late.add(root));
				other.each(other => {
					if (other == gate || gates.has(other)) return;
					gates.add(other);
					if (other.state == 1) {
						waiter.left++;
						other.waiting.push(waiter);
					}
				});
			});
			info.waits = 1;
			return waiter.left ? ready : results();
		},
		error => {
			if (error) {
				info.error = [error];
				// As for a module that throws while it is required: the next require tries again.
				if (R.c[module.id] == module) delete R.c[module.id];
				settle[1](error);
			} else settle[0](exports);
			info.done = 1;
			open(gate);
		}
	);
	if (gate && !gate.state) gate.state = 1;
};
