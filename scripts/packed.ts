// Builds and packs the package when need be, and writes the folder of what would be published.
import { packPackage } from '../runtimes/package';

packPackage()
	.then(({ unpacked }) => console.log(unpacked))
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	});
