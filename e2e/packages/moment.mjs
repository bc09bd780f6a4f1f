import moment from 'moment';
import 'moment/locale/fr.js';

const d = moment.utc([2024, 1, 29, 12, 30]);
globalThis.__result = { version: moment.version, fr: d.format('LLLL'), en: d.clone().locale('en').format('dddd Do MMMM YYYY'), add: d.clone().add(1, 'year').format('YYYY-MM-DD'), from: d.from(moment.utc([2024, 3, 1])), iso: d.toISOString(), duration: moment.duration(90, 'minutes').locale('en').humanize(), locales: moment.locales(), valid: moment('x', 'YYYY', true).isValid() };
