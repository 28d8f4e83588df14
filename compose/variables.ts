import { distinctSecrets, findPort, type Plan } from '../stacks/model/index.ts';

/** The variable that holds the folder of the secret files. */
export const secretsVariable = 'NARTHEX_SECRETS_DIR';

/** The variable that holds the port at which a part is published: `GRAFANA_PORT`. */
export function publishedVariable(title: string): string {
  return `${title.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_PORT`;
}

/** The content of `.env.example`: every variable of the Compose file, and every secret with what belongs into it. */
export function environmentExample(plan: Plan): string {
  const published = plan.workloads.flatMap((workload) => {
    const opens = workload.published;
    if (opens === undefined) return [];
    const variable = `${publishedVariable(opens.title)}=${findPort(workload, opens.port).number}`;
    return [`# The port on this machine at which ${opens.title} is opened, on 127.0.0.1 only.\n${variable}\n`];
  });
  const secrets = distinctSecrets(plan.workloads.flatMap((workload) => workload.secrets));
  const files = secrets.map(
    ({ name, about, generated }) => `#   ${name}: ${about}${generated ? ' (made at random if missing)' : ''}\n`,
  );
  return `# Copy to .env and change what you need. No secret belongs in here: secrets are files.

# The folder of the secret files, relative to compose.yaml or absolute. It holds one file per secret:
${files.join('')}${secretsVariable}=./secrets

${published.join('\n')}`;
}
