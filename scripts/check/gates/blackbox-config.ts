import { checkDistinct, withoutHeader } from '../distinct.ts';
import type { CheckContext, Finding, Gate, Subject } from '../gate.ts';
import { blackboxCheckConfig, originAt, type ToolFinding, type ToolInput } from '../tools.ts';
import { withConfig } from '../views/view.ts';
import { at, entries, items, parse, textOf, texts } from '../yaml-value.ts';
import { checkConfigurations } from './configuration.ts';

const probers = ['http', 'tcp', 'icmp', 'dns', 'grpc', 'unix'];

const fix = "correct the module in 'modules' of the stack, or the probe that names it";

/** Blackbox's own check takes any text as a prober, and knows nothing of the jobs that name its modules; we look at both. */
export const blackboxConfig: Gate = {
  id: 'blackbox-config',
  code: 'NX606',
  title: 'blackbox config check',
  why: 'a probe by a module that does not work looks like an outage of its target',
  tools: ['blackbox_exporter'],
  run: async (context) => {
    const check = { program: 'blackbox_exporter', tool: 'blackbox_exporter', check: blackboxCheckConfig, fix } as const;
    const result = await checkConfigurations(context, check);
    return { ...result, findings: [...result.findings, ...(await checkModules(context))] };
  },
};

async function checkModules(context: CheckContext): Promise<Finding[]> {
  const files = context.subjects.flatMap((subject) =>
    withConfig(subject.views, 'blackbox_exporter').flatMap(({ view, config }) => {
      const input = view.files.get(config);
      if (input === undefined) return [];
      const named = namedModules(subject);
      return [{ artifact: input.artifact, content: withoutHeader(input.text) + JSON.stringify(named), input, named }];
    }),
  );
  return checkDistinct(files, context, fix, async ({ input, named }) => {
    const modules = new Map(entries(at(parse(input.text), 'modules')));
    const unknown = named.filter(({ module }) => !modules.has(module));
    return [
      ...[...modules].flatMap(([name, module]) => unfit(input, name, textOf(at(module, 'prober')) ?? '', module)),
      ...unknown.map(
        ({ job, module }): ToolFinding => ({
          artifact: input.artifact,
          from: `probe ${job}`,
          message: `there is no module ${module}, and the job ${job} asks for it`,
        }),
      ),
    ];
  });
}

/** A module whose prober does not exist, or that has the settings of another one. */
function unfit(input: ToolInput, name: string, prober: string, module: unknown): ToolFinding[] {
  const other = entries(module).find(([key]) => probers.includes(key) && key !== prober)?.[0];
  const message = !probers.includes(prober)
    ? `there is no prober '${prober}'; there are ${probers.join(', ')}`
    : other && `the module has the prober '${prober}', and settings of '${other}'`;
  if (!message) return [];
  const line = input.text.split('\n').indexOf(`  ${name}:`) + 1;
  return [
    {
      artifact: input.artifact,
      ...(line > 0 && { line: line + (input.linesBefore ?? 0) }),
      from: originAt(input.text, line) ?? `probe module ${name}`,
      message,
    },
  ];
}

/** The modules that scrape jobs name. */
function namedModules({ views }: Subject): { job: string; module: string }[] {
  const jobs = withConfig(views, 'prometheus').flatMap(({ view, config }) =>
    items(at(parse(view.files.get(config)?.text ?? ''), 'scrape_configs')).flatMap((job) =>
      texts(at(job, 'params', 'module')).map((module) => ({ job: textOf(at(job, 'job_name')) ?? '', module })),
    ),
  );
  return [...new Map(jobs.map((each) => [`${each.job} ${each.module}`, each])).values()];
}
