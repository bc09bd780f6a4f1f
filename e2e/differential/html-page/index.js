const fs = require("fs"), path = require("path");
const html = fs.readFileSync(path.join(path.dirname(__filename), "index.html"), "utf8");
globalThis.__result = [html.match(/<title>.*?<\/title>/)[0], /<script defer(="defer")? src="main\.js">/.test(html), html.indexOf("<script") < html.indexOf("</head>"), /name="?description"? content="?words"?/.test(html), /<base href="?\/app\/"?/.test(html)];
