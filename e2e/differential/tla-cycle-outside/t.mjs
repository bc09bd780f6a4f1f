import './s.mjs'; order.push('t');
