import { packPackage } from './runtimes/package'; packPackage().then(() => process.exit(0));
