import { auditList, auditSecurity } from './audit.ts';
import { benchmarksCompute, benchmarksImport } from './benchmarks.ts';
import { clientCreate, clientList } from './client.ts';
import type { Command } from './command.ts';
import { demo, migrateCommand } from './database.ts';
import { doctor } from './doctor.ts';
import { erase } from './erase.ts';
import { exportCommand } from './export.ts';
import { forecastEvaluate } from './forecast.ts';
import { ga4Connect, ga4Disconnect, ga4Status, ga4Sync } from './ga4.ts';
import { importCommand } from './import.ts';
import { jobsList, jobsRetry } from './jobs.ts';
import { keyCreate, keyList, keyRevoke, keyRotate, signingRotate } from './key.ts';
import { metricsGet } from './metrics.ts';
import { retentionApply, retentionCommand } from './retention.ts';
import { userDisable, userEnable, userList } from './person.ts';
import { scoreWeights } from './score.ts';
import { token } from './token.ts';
import { trafficRebuild } from './traffic.ts';
import { assign, unassign, userCreate } from './user.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrateCommand,
  demo,
  doctor,
  clientCreate,
  clientList,
  userCreate,
  userList,
  userDisable,
  userEnable,
  assign,
  unassign,
  keyCreate,
  keyList,
  keyRotate,
  keyRevoke,
  signingRotate,
  token,
  importCommand,
  ga4Connect,
  ga4Sync,
  ga4Status,
  ga4Disconnect,
  metricsGet,
  forecastEvaluate,
  scoreWeights,
  benchmarksImport,
  benchmarksCompute,
  trafficRebuild,
  auditList,
  auditSecurity,
  jobsList,
  jobsRetry,
  exportCommand,
  erase,
  retentionCommand,
  retentionApply,
];
