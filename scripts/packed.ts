// Builds and packs the package if necessary, and prints the folder of the published files.
import { packPackage } from '../runtimes/package';

packPackage()
	.then(({ unpacked }) => console.log(unpacked))
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	});
