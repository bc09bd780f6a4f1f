// join_scripts.js: scripts that another loader of the page is loading already.
//
// Installs: changes R.l
// Needs:    core, script_loader
// Data:     that of script_loader
//
// A file that runs twice may be two of what it makes, so its tag is joined, if a loader made it: a tag of the page's own
// may have finished, and would then never tell.
var apart = R.l;
R.l = (url, done, key, chunkId, more = {}) => {
	var marked = tag => {
		var mark = tag.getAttribute("data-webpack");
		return mark && (tag.getAttribute("src") == url || (chunkId !== undefined && mark == data.n + ":" + key));
	};
	var tag = !loading[url] && [].find.call(document.getElementsByTagName("script"), marked);
	if (!tag) return apart(url, done, key, chunkId, more);
	loading[url] = [done];
	var { onload, onerror } = tag;
	var finish = (event, next, timeout) => {
		clearTimeout(timer);
		Object.assign(tag, { onload, onerror });
		// How long others wait is for them to say.
		if (!timeout) tag.remove();
		var list = loading[url];
		delete loading[url];
		list.forEach(done => done(event));
		if (next) next(event);
	};
	tag.onload = event => finish(event, onload);
	tag.onerror = event => finish(event, onerror);
	var timer = setTimeout(finish, more.timeout || data.t || 120000, { type: "timeout", target: tag }, 0, 1);
};
