import { expect } from '@open-wc/testing';
import { addDays, eachDay } from './days.ts';
import { periodOf } from './periods.ts';
import { localToday } from './start.ts';

describe('days', () => {
  it('counts over the ends of months, years and summer times', () => {
    expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(addDays('2026-01-01', -1)).to.equal('2025-12-31');
    expect(eachDay({ from: '2025-03-01', to: '2025-11-30' })).to.have.length(275);
    expect(eachDay({ from: '2025-12-30', to: '2026-01-02' })).to.deep.equal(['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02']);
    expect(eachDay({ from: '2026-01-02', to: '2026-01-01' })).to.deep.equal([]);
  });

  it('knows the calendar period of a day', () => {
    expect(periodOf('day', '2025-11-24')).to.deep.equal({ from: '2025-11-24', to: '2025-11-24' });
    expect(periodOf('week', '2025-11-24')).to.deep.equal({ from: '2025-11-24', to: '2025-11-30' });
    expect(periodOf('week', '2026-01-01')).to.deep.equal({ from: '2025-12-29', to: '2026-01-04' });
    expect(periodOf('month', '2024-02-29')).to.deep.equal({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodOf('month', '2025-12-31')).to.deep.equal({ from: '2025-12-01', to: '2025-12-31' });
    expect(periodOf('quarter', '2025-08-31')).to.deep.equal({ from: '2025-07-01', to: '2025-09-30' });
    expect(periodOf('quarter', '2025-11-24')).to.deep.equal({ from: '2025-10-01', to: '2025-12-31' });
    expect(periodOf('year', '2024-11-24')).to.deep.equal({ from: '2024-01-01', to: '2024-12-31' });
  });

  it('takes today from the clock of the reader', () => {
    expect(localToday(new Date(2025, 10, 4, 23, 59))).to.equal('2025-11-04');
  });
});
