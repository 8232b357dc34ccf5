// One line per module, in alphabetical order.
export * from './account/account.ts';
export * from './actions/actions.ts';
export * from './benchmarks/benchmarks.ts';
export * from './client-switcher/client-switcher.ts';
export * from './forecast/forecast.ts';
export * from './goals/goals.ts';
export * from './keys/keys.ts';
export * from './live/live.ts';
export * from './login/login.ts';
export * from './members/members.ts';
export * from './metrics/metrics.ts';
export * from './score/score.ts';
export * from './traffic/traffic.ts';
