const moment = require('moment');
require('moment/locale/de');

globalThis.__result = { version: moment.version, de: moment.utc(0).format('LLLL'), locales: moment.locales(), months: moment.months().length };
