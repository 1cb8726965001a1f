/**
 * Who may import whom (docs/architecture.md): app → components → lib; amplify and cli → lib; inside lib, use-cases →
 * engine, lake, aws → dataset → the top-level files. The laptop's AWS and the product know nothing of each other.
 * Each zone says what the files of `target` may not import.
 */

const PRODUCT = ['./app', './components', './lib', './amplify', './cli', './proxy.ts'];
const ALL_BUT_CLI = PRODUCT.filter((folder) => folder !== './cli');
const TOOLS = ['./scripts', './integration', './e2e', './benchmarks'];

/** @type {{ target: string | string[], from: string | string[], except?: string[], message: string }[]} */
export const importZones = [
  {
    target: './local',
    from: [...PRODUCT, './datasets', ...TOOLS],
    message:
      "The laptop's AWS imports nothing of the product: it runs what the synthesized templates describe.",
  },
  {
    target: ALL_BUT_CLI,
    from: ['./local', ...TOOLS],
    message: 'The product runs against AWS and never knows the laptop, the scripts or the tests.',
  },
  {
    target: './cli',
    from: ['./local', './integration', './e2e', './benchmarks'],
    message: 'The command line reaches a laptop as it reaches the cloud.',
  },
  {
    target: './cli',
    from: './scripts',
    except: ['./seed/demo-users.ts'],
    message: 'On a laptop the command line signs in as a demo user; it knows nothing else of the scripts.',
  },
  {
    target: './lib',
    from: ['./app', './components', './amplify', './cli'],
    message: 'lib is imported by everything and imports none of its users.',
  },
  {
    target: ['./amplify', './cli'],
    from: ['./app', './components'],
    message: 'Functions and the command line share rules with the portal through lib/use-cases only.',
  },
  { target: './amplify', from: './cli', message: 'The backend knows nothing of the command line.' },
  {
    target: './cli',
    from: './amplify',
    message: 'The command line reaches the backend through its public API.',
  },
  { target: './components', from: ['./app', './cli'], message: 'Components do not know who shows them.' },
  {
    target: ['./app', './components'],
    from: './amplify',
    except: ['./data/resource.ts'],
    message: 'The portal talks to the backend through its API; only the type of its schema is shared.',
  },
  { target: './app', from: './cli', message: 'Pages know nothing of the command line.' },
  {
    target: './components/ui',
    from: './components',
    except: ['./ui'],
    message: 'Primitives know nothing of the areas that use them.',
  },
  {
    target: './components',
    from: ['./lib/engine', './lib/aws', './lib/use-cases'],
    message: 'What runs in a browser has neither the engine nor AWS clients in it.',
  },
  {
    target: './lib/engine',
    from: ['./lib/lake', './lib/aws', './lib/use-cases'],
    message: 'The engine turns bytes into rows; it knows no lake, no AWS and no use case.',
  },
  {
    target: './lib/lake',
    from: ['./lib/engine', './lib/aws', './lib/use-cases'],
    message: 'The lake knows objects and manifests; it knows no engine, no AWS and no use case.',
  },
  {
    target: './lib/aws',
    from: ['./lib/engine', './lib/use-cases'],
    message: 'An AWS client implements what the lake asks for; it knows no engine and no use case.',
  },
  {
    target: './lib/dataset',
    from: ['./lib/engine', './lib/lake', './lib/aws', './lib/use-cases'],
    message: 'What a dataset is does not depend on what is done with it.',
  },
  {
    target: './lib/sql-sandbox',
    from: ['./lib/engine', './lib/lake', './lib/aws', './lib/use-cases'],
    message: 'What SQL of a stranger may say does not depend on who runs it.',
  },
  {
    target: './lib/*.ts',
    from: [
      './lib/dataset',
      './lib/sql-sandbox',
      './lib/engine',
      './lib/lake',
      './lib/aws',
      './lib/use-cases',
    ],
    message: 'The top-level files of lib are the ground that everything stands on.',
  },
];
