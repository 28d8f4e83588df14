import type { Gate } from '../gate.ts';
import { ruleFilesOf } from '../rule-files.ts';
import { promtoolCheckConfig } from '../tools.ts';
import { checkConfigurations } from './configuration.ts';

/** Prometheus reads its configuration on every target. The rule files have a gate of their own. */
export const prometheusConfig: Gate = {
  id: 'prometheus-config',
  code: 'NX601',
  title: 'promtool check config',
  why: 'a Prometheus that refuses its configuration does not start, or keeps the old one without a word',
  tools: ['promtool'],
  run: (context) =>
    checkConfigurations(context, {
      program: 'prometheus',
      tool: 'promtool',
      check: promtoolCheckConfig,
      standIn: (view, path) =>
        new Map(ruleFilesOf(view, path).map(([file, input]) => [file, { ...input, text: 'groups: []\n' }])),
      fix: 'correct the job or the setting in the definition of the stack, or in the file that describes the part',
    }),
};
