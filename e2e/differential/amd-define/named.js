define('named', ['./dep'], function (dep) { return 'named ' + dep; });
