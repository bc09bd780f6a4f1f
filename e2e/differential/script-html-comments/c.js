#!/usr/bin/env node
var x = 1;
<!-- this is a comment
x = 2; <!-- so is this
--> and this
/* multi
*/ --> and this too
x++;
while (x --> 0) module.exports = x;
