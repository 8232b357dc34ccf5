// Every element there is, private ones too, in one bundle: for the page that shows them.
import './chart/chart.ts';
import './date-range/date-range.ts';
import './dialog/dialog.ts';
import './kit/specimen.ts';
import './menu/menu.ts';
import './popover/popover.ts';
import './segmented/segmented.ts';
import './toast/toast.ts';
import './tooltip/tooltip.ts';
import '../register.ts';
import * as modules from '../modules.ts';
import { specimens } from './kit/specimens.ts';

/** Names of the parts, by group. */
export const parts = Object.entries(specimens).map(([group, drawn]) => ({ group, names: Object.keys(drawn) }));

/** Tags of the widgets. */
export const widgets = Object.values(modules).flatMap((exported) => ('tag' in exported && 'height' in exported ? [exported.tag] : []));
