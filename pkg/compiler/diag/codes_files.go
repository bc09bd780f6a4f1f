package diag

// fileCodes are reported for files that are written besides chunks.
var fileCodes = []Code{
	{"budget-exceeded", "Something is larger than its budget", "Load less of it at once, or raise the budget", "budgets: [{kind: initial, max: 10kB}]"},
	{"budget-unknown", "A budget names something that the build does not have", "Correct the name, or remove the budget", "budgets: [{kind: entry, name: mian, max: 10kB}]"},
	{"copy-missing", "There is nothing at the path of a copy", "Correct the path, or set noErrorOnMissing", "copy: [./pubilc]"},
	{"copy-outside", "A file would be copied outside of the output folder", "Write a \"to\" below output.path", "copy: [{from: a.txt, to: ../a.txt}]"},
	{"copy-read", "A file to copy cannot be read", "Check that it may be read", ""},
}
