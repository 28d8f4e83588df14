import { describe, expect, it } from 'vitest';
import { type Selection, synthesizeSelection } from '../../scripts/project.ts';
import { NarthexError, problemText } from '../../stacks/model/index.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const stack = (name: string, rest = '') => `import { defineStack, deployed, inbox, nodeExporter } from 'narthex';

export default defineStack({
  name: '${name}', summary: 'Sells.', team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [nodeExporter()],
  receivers: { team: inbox() },
  routing: { receiver: 'team', groupBy: [], groupWait: '1s', groupInterval: '1m', repeatInterval: '1h', routes: [], watchdog: 'team' },
  ${rest}
} as never);
`;

function selection(files: Readonly<Record<string, string>>, changes: Partial<Selection> = {}): Selection {
  const assetsFolder = temporaryFolder();
  writeTree(assetsFolder, {
    'simulator.mjs': '// simulator\n',
    'inbox.mjs': '// inbox\n',
    'runbooks.mjs': '// runbooks\n',
    'preview.mjs': '// preview\n',
    'preview.js': '// page of the preview\n',
    'preview.css': '/* page of the preview */\n',
  });
  return {
    projectFolder: project(files),
    assetsFolder,
    stacks: [],
    environments: [],
    targets: ['compose'],
    ...changes,
  };
}

async function refusal(selected: Selection): Promise<NarthexError> {
  const error: unknown = await synthesizeSelection(selected).catch((caught: unknown) => caught);
  if (error instanceof NarthexError) return error;
  throw new Error(`it was not refused with a NarthexError: ${String(error)}`);
}

describe('a selection', () => {
  it('is all stacks in all environments where nothing is named', async () => {
    const results = await synthesizeSelection(selection({ 'stacks/b.ts': stack('b'), 'stacks/a.ts': stack('a') }));
    expect(results.map(({ plan }) => `${plan.stack.name} ${plan.stack.environment}`)).toEqual([
      'a development',
      'a staging',
      'a production',
      'b development',
      'b staging',
      'b production',
    ]);
  });

  it('is what is named, made for the targets that are named', async () => {
    const files = { 'stacks/a.ts': stack('a'), 'stacks/b.ts': stack('b') };
    const [result, ...others] = await synthesizeSelection(
      selection(files, { stacks: ['b'], environments: ['staging'] }),
    );
    expect(others).toEqual([]);
    expect(result?.plan.stack).toMatchObject({ name: 'b', environment: 'staging' });
    expect([...(result?.artifacts.keys() ?? [])].filter((path) => /^(kubernetes|local)\//.test(path))).toEqual([]);
  });

  it.each([
    ['environment', { environments: ['prod'] }, "did you mean 'production'?"],
    ['environment', { environments: ['staging', 'live'] }, 'use one of: development, staging, production'],
    ['target', { targets: ['kubernets'] }, "did you mean 'kubernetes'?"],
  ])('of an unknown %s is refused', async (what, changes, fix) => {
    const { problems } = await refusal(selection({ 'stacks/a.ts': stack('a') }, changes));
    expect(problems).toMatchObject([{ code: 'NX802', message: expect.stringContaining(`there is no ${what}`), fix }]);
  });
});

describe('mistakes', () => {
  it('of all stacks and all environments are listed together, each once and with its place', async () => {
    const error = await refusal(
      selection({
        'stacks/a.ts': stack(
          'a',
          `environments: {\n staging: { alerts: { Nothing: {} } },\n production: { jobs: { nod: {} } } },`,
        ),
        'stacks/b.ts': stack('b', `titel: 'B',`),
        'stacks/c.ts': stack('c'),
      }),
    );
    expect(
      error.problems.map(({ code, position }) => `${code} ${position?.file}:${position?.line}:${position?.column}`),
    ).toEqual(['NX117 stacks/a.ts:10:23', 'NX117 stacks/a.ts:11:24', 'NX101 stacks/b.ts:9:3']);
    expect(error.message).toMatch(
      /^Nothing was done: 3 mistakes in the definition\.\nstacks\/a\.ts:10:23 {2}NX117 {2}/,
    );
  });

  it('without a place in a file say which stack they belong to', async () => {
    const { problems } = await refusal(
      selection({
        'stacks/a.ts': `import { defineStack } from 'narthex';\nconst make = () => ({ name: 'a' });\nexport default defineStack(make() as never);\n`,
      }),
    );
    for (const problem of problems) expect(problemText(problem)).toMatch(/stacks\/a\.ts:\d+|\(stack 'a'\)/);
  });

  it('of two files that define the same stack are found before one overwrites the other', async () => {
    const { problems } = await refusal(selection({ 'stacks/a.ts': stack('shop'), 'stacks/b.ts': stack('shop') }));
    expect(problems).toMatchObject([{ code: 'NX806', message: "stacks/a and stacks/b both define the stack 'shop'" }]);
  });
});
