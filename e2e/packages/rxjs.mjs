import * as rx from 'rxjs';
import { combineLatest, concat, EMPTY, from, interval, lastValueFrom, of, Subject, throwError } from 'rxjs';
import { catchError, filter, map, mergeMap, reduce, scan, switchMap, take, toArray } from 'rxjs/operators';
import { TestScheduler } from 'rxjs/testing';
import { ajax } from 'rxjs/ajax';

const subject = new Subject();
const seen = [];
subject.pipe(scan((a, b) => a + b, 0), filter((n) => n > 1)).subscribe((n) => seen.push(n));
[1, 2, 3].forEach((n) => subject.next(n));
globalThis.__result = (async () => ({
  keys: Object.keys(rx).sort(), seen, ajax: typeof ajax.getJSON, empty: EMPTY === rx.EMPTY,
  list: await lastValueFrom(concat(of(1, 2), from([3])).pipe(mergeMap((n) => of(n, n * 10)), toArray())),
  caught: await lastValueFrom(throwError(() => new Error('no')).pipe(catchError((e) => of(e.message)))),
  timer: await lastValueFrom(interval(1).pipe(take(3), switchMap((n) => of(n)), reduce((a, b) => a + b))),
  both: await lastValueFrom(combineLatest([of('a'), of(1, 2)]).pipe(map((x) => x.join('')), toArray())),
  marble: new TestScheduler((a, e) => { if (JSON.stringify(a) !== JSON.stringify(e)) throw new Error('differs'); }).run(({ cold, expectObservable }) => { expectObservable(cold('a-b|').pipe(map((x) => x + x))).toBe('x-y|', { x: 'aa', y: 'bb' }); return 'ok'; }),
}))();
