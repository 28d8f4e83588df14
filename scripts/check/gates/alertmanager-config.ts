import type { Gate } from '../gate.ts';
import { amtoolCheckConfig } from '../tools.ts';
import { checkConfigurations } from './configuration.ts';

/** Alertmanager reads its configuration on every target. amtool does not look for the files that it names; we do. */
export const alertmanagerConfig: Gate = {
  id: 'alertmanager-config',
  code: 'NX604',
  title: 'amtool check-config',
  why: 'an Alertmanager that refuses its configuration delivers nothing',
  tools: ['amtool'],
  run: (context) =>
    checkConfigurations(context, {
      program: 'alertmanager',
      tool: 'amtool',
      check: amtoolCheckConfig,
      fix: "correct 'receivers' or 'routing' in the definition of the stack",
    }),
};
