// What a card of traffic draws once it has figures: one chunk, as all of it is needed then.
import '../ui/date-range/date-range.ts';
import '../ui/popover/popover.ts';
import './traffic-breakdown.ts';
import './traffic-chart.ts';
import './traffic-export.ts';
