// Has a manager of types of the project do one of its two tasks. Standard input is {context, implementation, task, options}:
// task is the name of the method, options are what managers of @module-federation/dts-plugin are made with.
"use strict";
const path = require("path");
let text = "";
process.stdin.setEncoding("utf8").on("data", part => (text += part)).on("end", async () => {
	const { context, implementation, task, options } = JSON.parse(text);
	try {
		const given = require("module").createRequire(path.join(context, "x.js"))(implementation);
		const Manager = given.default || given.DTSManager || given;
		await new Manager(options)[task]();
	} catch (error) {
		console.error(String((error && error.message) || error));
		process.exitCode = 1;
	}
});
