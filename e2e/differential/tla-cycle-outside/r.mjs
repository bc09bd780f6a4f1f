import './s.mjs'; import './u.mjs'; order.push('r');
