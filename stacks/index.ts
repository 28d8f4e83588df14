// What an operator imports: `import { defineStack, … } from 'narthex'`.
export * from '@narthex/instrumentation';
export {
  blackboxExporter,
  cadvisor,
  nodeExporter,
  postgresExporter,
  pushgateway,
  redisExporter,
} from '../exporters/index.ts';
export { promql } from '../promql/index.ts';
export { alert, rulePack } from '../rules/index.ts';
export { postgresServer, redisServer, simulated } from '../servers/index.ts';
export {
  type Definition,
  defineStack,
  deployed,
  generatedSecret,
  inbox,
  nowhere,
  type StackDefinition,
  secretFile,
} from './model/index.ts';
