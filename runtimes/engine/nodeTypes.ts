import type {
	ICredentialType,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import type { DirectoryLoader, N8n } from './n8n';

/** The nodes and credentials of n8n's own package and of ours, as users install it. */
export class NodeTypes implements INodeTypes {
	private constructor(
		private readonly n8n: N8n,
		private readonly loaders: DirectoryLoader[],
		private readonly ours: DirectoryLoader | undefined,
	) {}

	static async load(n8n: N8n, packageDir: string | undefined): Promise<NodeTypes> {
		// Lazy: n8n's 500 nodes are read from an index, and a node's code when it first runs.
		const own = new n8n.core.LazyPackageDirectoryLoader(n8n.nodesBase);
		const ours = packageDir ? new n8n.core.PackageDirectoryLoader(packageDir) : undefined;
		const loaders = ours ? [own, ours] : [own];
		for (const loader of loaders) await loader.loadAll();
		return new NodeTypes(n8n, loaders, ours);
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		const dot = type.lastIndexOf('.');
		const packageName = type.slice(0, dot);
		const loader = this.loaders.find((candidate) => candidate.packageName === packageName);
		if (!loader) {
			throw new Error(
				`No node of type "${type}" is loaded; packages: ${this.loaders.map((each) => each.packageName).join(', ')}.`,
			);
		}
		return loader.getNode(type.slice(dot + 1)).type;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return this.n8n.workflow.NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): Record<string, never> {
		return {}; // only the editor needs them
	}

	getCredentialType(name: string): ICredentialType {
		const loader = this.loaders.find(
			({ known, credentialTypes }) => name in known.credentials || name in credentialTypes,
		);
		if (!loader) throw new Error(`No credential type "${name}" is loaded.`);
		return loader.getCredential(name).type;
	}

	/** Our nodes as n8n describes them to its editor. */
	describeOurs(): INodeTypeDescription[] {
		const { ours } = this;
		if (!ours) return [];
		return ours.types.nodes.map((node) => ({ ...node, name: `${ours.packageName}.${node.name}` }));
	}
}
