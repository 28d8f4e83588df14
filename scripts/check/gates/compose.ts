import { findProgram } from '../../../local/index.ts';
import { checkComposeSchema } from '../compose-schema.ts';
import { checkDistinct } from '../distinct.ts';
import type { Finding, Gate } from '../gate.ts';
import { type ComposeTool, composeConfig, dockerCompose } from '../tools.ts';
import { composePath } from '../views/compose.ts';

const fix = 'correct the workload that the part comes from; if that is right, the Compose target writes it wrongly';

/** The Compose file, by Docker Compose itself where it is at hand; no engine has to run. */
export const compose: Gate = {
  id: 'compose',
  code: 'NX607',
  title: 'docker compose config',
  why: 'a Compose file that Compose refuses starts nothing',
  tools: [],
  run: async (context) => {
    const files = context.subjects.flatMap(({ artifacts, folder }) => {
      const text = artifacts.get(composePath);
      return text === undefined ? [] : [{ artifact: `${folder}/${composePath}`, text, content: text }];
    });
    if (files.length === 0) return { checked: 0, what: 'file', findings: [] };
    const { tool, note } = await findCompose();
    const findings = await checkDistinct(files, context, fix, async (file) =>
      tool === undefined ? checkComposeSchema(file) : composeConfig(tool, file),
    );
    const mounts = context.subjects
      .flatMap(({ views }) => views)
      .flatMap(({ target, part, broken }) => (target === 'compose' ? broken.map((each) => ({ ...each, part })) : []));
    const lost = mounts.map(
      ({ part, source, artifact }): Finding => ({
        artifact,
        from: `part ${part}`,
        message: `${part} mounts ${source}, and there is nothing`,
        fix,
      }),
    );
    return { checked: files.length, what: 'file', findings: [...findings, ...lost], note };
  },
};

async function findCompose(): Promise<{ tool?: ComposeTool; note: string }> {
  const plugin = await findProgram('docker-compose');
  if (plugin !== undefined) {
    return { tool: { path: plugin.path, prefix: [] }, note: `by Docker Compose ${plugin.version}` };
  }
  const tool = await dockerCompose();
  return tool === undefined
    ? { note: 'by a schema of what we write; Docker Compose is not here' }
    : { tool, note: 'by Docker Compose' };
}
