// cross_origin.js: the crossorigin attribute of tags.
//
// Installs: crossOrigin(tag, url), for an absolute url
// Needs:    core
// Data:     x: the value
//
// What comes from the page's own origin needs none, unless credentials are asked for.
var crossOrigin = (tag, url) => {
	if (data.x == "use-credentials" || url.indexOf((self.location || {}).origin + "/")) tag.crossOrigin = data.x;
};
