import { useMemo } from 'react';
import Money from './money.js';

export const useTotal = (all: readonly Money[]): Money => useMemo(() => all.reduce((a, b) => a.plus(b), Money.zero), [all]);
