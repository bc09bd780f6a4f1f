package diag

// commandCodes are reported by the command line itself.
var commandCodes = []Code{
	{"build-failed", "The world failed while building: a disk is full, a permission is missing", "Check free space and permissions, then run it again", ""},
	{"build-interrupted", "The build was stopped by a signal; nothing of it was written", "Run it again", ""},
	{"build-skipped", "A build was left out because one that it depends on failed", "Mend the errors of the other build", "name: b\ndependsOn: a"},
	{"command-usage", "The command line has an unknown command or flag, or arguments of a wrong form", "Run the command with --help", "mfbundle biuld"},
	{"explain-not-found", "No module of the build has the name that explain was asked for", "Write a path, the end of one, or the name of a package", "mfbundle explain ndoe"},
	{"migrate-failed", "A configuration of webpack or Rspack cannot be loaded", "Install what it imports, and check that Node can run it", ""},
	{"migrate-not-found", "There is no configuration of webpack or Rspack", "Name its file", "mfbundle migrate missing.js"},
	{"server-port-taken", "The port of one of several applications cannot be opened, so that it is served on the common port only", "Write a port that is free", "server: {port: 3001}"},
	{"setup-exists", "A file that init or migrate would write exists already", "Pass --force to replace it", "mfbundle init"},
	{"setup-write", "A file of the set-up cannot be written", "Name a folder that can be written to", ""},
}
