// attempts.js: containers that may be in several places, and how often and how long each is tried.
//
// Installs: R.ref([[request, load(request), timeout?], …], retry?) → promise of the first that can be had
// Needs:    core
// Data:     nothing; timeout and retry.delay are in ms, retry.attempts counts the tries after the first
//
// The delay doubles each time, so that a server that restarts is not met by all its clients at once. Engines may remember
// that an address could not be imported, so the tries after a failure add a query; scripts need none.
var failures = {};
R.ref = (places, { attempts = 0, delay = 0 } = {}) => {
	var causes = [];
	var place = index => {
		var [request, get, timeout] = places[index];
		var wait = delay;
		var attempt = left => {
			var timer;
			var late = new Promise((resolve, reject) => {
				if (timeout) timer = setTimeout(() => reject(Object.assign(Error(`Loading took more than ${timeout} ms.`), { type: "timeout" })), timeout);
			});
			return Promise.race([new Promise(resolve => resolve(get(failures[request] && request.includes("/") ? `${request}${request.includes("?") ? "&" : "?"}retry=${failures[request]}` : request))), late])
				.finally(() => clearTimeout(timer))
				.catch(cause => {
					failures[request] = (failures[request] || 0) + 1;
					if (left > 0) {
						return new Promise(resolve => setTimeout(resolve, wait)).then(() => {
							wait *= 2;
							return attempt(left - 1);
						});
					}
					causes.push(cause);
					if (places[index + 1]) return place(index + 1);
					// One place: its own error. Several: all that was tried.
					if (!places[1] && cause && cause.request) throw cause;
					throw Object.assign(Error(causes.map((cause, i) => `${(cause && cause.message) || cause}${cause && cause.request ? "" : `\n(${places[i][0]})`}`).join("\n")), {
						cause,
						causes,
						code: cause && cause.code,
						type: cause && cause.type,
						request: (cause && cause.request) || request
					});
				});
		};
		return attempt(attempts);
	};
	return place(0);
};
