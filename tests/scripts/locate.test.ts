import { describe, expect, it } from 'vitest';
import { placesOf, project } from '../support/project.ts';

/**
 * Writes the files without `«»`, and expects each problem exactly where its mark stood: `«NX107»` in front of what is wrong.
 * The marks are the test's own answer, so that no line is counted by hand.
 */
async function expectAtMarks(files: Readonly<Record<string, string>>): Promise<void> {
  const expected: string[] = [];
  const plain: Record<string, string> = {};
  for (const [file, text] of Object.entries(files)) {
    plain[file] = text.replaceAll(/«(.+?)»/g, '');
    text.split('\n').forEach((line, index) => {
      for (const mark of line.matchAll(/«(.+?)»/g)) {
        const before = line.slice(0, mark.index).replaceAll(/«(.+?)»/g, '');
        expected.push(`${mark[1]} ${file}:${index + 1}:${before.length + 1}`);
      }
    });
  }
  const places = await placesOf(project(plain));
  expect(places.map((place) => place.replace(/^(\S+) (.*) (\S+)$/, '$1 $3')).sort()).toEqual(expected.sort());
}

const routing = `{ receiver: 'team', groupBy: [], groupWait: '1s', groupInterval: '1m', repeatInterval: '1h', routes: [], watchdog: 'team' }`;
const rest = `summary: 'Sells.', team: 'shop', exporters: [], receivers: { team: inbox() }, routing: ${routing}`;

describe('a mistake is shown where it stands', () => {
  it('at the top and several levels down', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `
import { defineStack, deployed, inbox } from 'narthex';

export default defineStack({
  «NX102»name: 'Shop',
  services: {
    api: {
      summary: 'The API.',
      «NX107»port: 0,
        connects: [ 'api', «NX104»'database' ],
      run: deployed('api.internal:8000'),
    },
  },
  ${rest},
  environments: { staging: {},
    «NX116»prod: {} , development: { prometheus: { «NX118»replicas: -1 } } },
});
`,
    });
  });

  it('in quoted keys, lists of objects and nested routes', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';
export default defineStack({
  name: 'shop', summary: 'Sells.', team: 'shop', exporters: [],
  services: { «NX102»'Front End': { summary: '-', port: 1, run: deployed('a:1') } },
  receivers: { team: inbox(), "empty-one": inbox(), «NX110»'silent': {} },
  routing: {
    receiver: 'team', groupBy: [], groupWait: '1s', groupInterval: '1m', repeatInterval: '1h',
    routes: [
      { match: { severity: 'critical' }, receiver: 'team' },
      { match: { severity: 'warning' }, receiver: 'team', routes: [{ match: { job: 'a' }, «NX112»receiver: 'nobody' }] },
    ],
    watchdog: 'team',
  },
});
`,
    });
  });

  it('in a constant of the file', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';

const port = 70_000;
const api = { summary: 'The API.', «NX107»port, run: deployed('api.internal:8000') };
const also = api;
const development = {
  prometheus: { «NX118»replicas: 0 },
};

export default defineStack({ name: 'shop', services: { api: also }, ${rest}, environments: { development } });
`,
    });
  });

  it('in what is spread, where the last one wins', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';

const defaults = { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') };
const common = {
  ${rest},
  prometheus: { «NX118»interval: 'often' },
} as const;
export default defineStack({
  ...common,
  name: 'shop',
  services: { api: { ...defaults, «NX107»port: 0 }, web: { port: 0, ...defaults } },
} as never);
`,
    });
  });

  it('in an imported file', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, inbox } from 'narthex';
import { production } from './shop/environments.ts';
import { services } from './shop/services.ts';

export default defineStack({ name: 'shop', services, ${rest}, environments: { production } });
`,
      'stacks/shop/services.ts': `import { deployed } from 'narthex';

/** What is watched. */
export const services = {
  api: {
    summary: 'The API.',
    «NX107»port: 1.5,
    run: deployed('api.internal:8000'),
  },
};
`,
      'stacks/shop/environments.ts': `export const production = { grafana: {
  «NX118»url: 'here',
} };
`,
    });
  });

  it('in the argument of a helper call', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox, nodeExporter, postgresExporter, generatedSecret } from 'narthex';

export default defineStack({
  name: 'shop', summary: 'Sells.', team: 'shop',
  services: { api: { summary: '-', port: 1, run: deployed('a:1') } },
  exporters: [
    nodeExporter({ «NX108»interval: '15' as never }),
    postgresExporter({
      database: 'd', user: 'u',
      «NX104»service: 'db',
      password: generatedSecret('p', '-'),
    }),
  ],
  receivers: { team: inbox() },
  routing: ${routing},
});
`,
    });
  });

  it('in a helper of the file, by the call that made it', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';

const service = (port: number) => ({ summary: '-', port, run: deployed('a:1') });

export default defineStack({
  name: 'shop',
  services: { api: service(1), «NX107»web: service(0) },
  ${rest},
});
`,
    });
  });

  it('at the nearest key that is there, when something is missing or made by code', async () => {
    expect(
      await placesOf(
        project({
          'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';

export default defineStack({
  name: 'shop',
  services: Object.fromEntries([['api', { summary: '-', port: 0, run: deployed('a:1') }]]),
  ${rest},
});
`,
        }),
      ),
    ).toEqual(['NX107 services.api.port stacks/shop.ts:5:3']);
  });

  it('through an import of the whole package', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import * as narthex from 'narthex';
const { deployed, inbox } = narthex;
export default narthex.defineStack({
  «NX102»name: 'the shop', services: { api: { summary: '-', port: 1, run: deployed('a:1') } }, ${rest} });
`,
    });
  });

  it('at the call when a required part is missing, whatever the import is called', async () => {
    expect(
      await placesOf(
        project({
          'stacks/shop.ts': `import { defineStack as stack } from 'narthex';

export default stack({
  name: 'shop',
} as never);
`,
        }),
      ),
    ).toEqual(
      ['summary', 'team', 'services', 'exporters', 'receivers', 'routing'].map(
        (key) => `NX100 ${key} stacks/shop.ts:3:22`,
      ),
    );
  });

  it('in the object that the definition was put into before', async () => {
    await expectAtMarks({
      'stacks/shop.ts': `import { defineStack, deployed, inbox } from 'narthex';

const shop = defineStack({
  «NX102»name: 'the shop',
  services: { api: { summary: '-', port: 1, run: deployed('a:1') } },
  ${rest},
});
export default shop;
`,
    });
  });

  it('for each of several stacks in its own file', async () => {
    const stack = (name: string) => `import { defineStack, deployed, inbox } from 'narthex';
// ${name}
export default defineStack({ name: '${name}', services: { api: { summary: '-', «NX107»port: 0, run: deployed('a:1') } }, ${rest} });
`;
    await expectAtMarks({ 'stacks/one.ts': stack('one'), 'stacks/two.ts': `// second\n${stack('two')}` });
  });

  it('in a stack file of plain JavaScript', async () => {
    await expectAtMarks({
      'stacks/shop.mjs': `import { defineStack, deployed, inbox } from 'narthex';
export default defineStack({ «NX101»titel: 'x', name: 'shop', services: { api: { summary: '-', port: 1, run: deployed('a:1') } }, ${rest} });
`,
    });
  });
});
