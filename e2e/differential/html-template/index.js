const fs = require("fs"), path = require("path");
const html = fs.readFileSync(path.join(path.dirname(__filename), "sub/page.html"), "utf8");
globalThis.__result = [html.match(/<h1>.*?<\/h1>/)[0], html.match(/<p>.*?<\/p>/)[0], /<script src="?\.\.\/[\w-]+\.js"?><\/script>\s*<\/body>/.test(html), /<link [^>]*href="?\.\.\/icon\.ico/.test(html)];
