import * as all from 'date-fns';
import { addMonths, differenceInCalendarDays, eachDayOfInterval, format, formatDistance, intervalToDuration, parse, parseISO, startOfWeek } from 'date-fns';
import { de } from 'date-fns/locale';
import { ja } from 'date-fns/locale/ja';
import { addDays as addDaysFp } from 'date-fns/fp';

const d = new Date(2024, 1, 29, 12, 30);
globalThis.__result = {
  keys: Object.keys(all).length, format: [format(d, "EEEE, do MMMM yyyy 'at' HH:mm"), format(d, 'PPPP', { locale: de }), format(d, 'PPP', { locale: ja })], add: addMonths(d, 12).getDate(), diff: differenceInCalendarDays(d, new Date(2024, 0, 1)),
  days: eachDayOfInterval({ start: d, end: new Date(2024, 2, 2) }).length, distance: formatDistance(d, new Date(2024, 5, 1), { locale: de }), duration: intervalToDuration({ start: 0, end: 1e8 }), parse: parse('03/04/2024', 'dd/MM/yyyy', new Date(0)).getMonth(), iso: parseISO('2024-05-06').getDate(), week: startOfWeek(d, { weekStartsOn: 1 }).getDate(), fp: addDaysFp(3)(d).getDate(),
};
