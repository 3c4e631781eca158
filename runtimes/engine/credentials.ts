import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import type { N8n } from './n8n';
import type { NodeTypes } from './nodeTypes';
import type { Credentials } from './protocol';

/** The server's CredentialsHelper without database and encryption: same defaults, same authentication. */
export class CredentialsHelper implements ICredentialsHelper {
	constructor(
		private readonly n8n: N8n,
		private readonly types: NodeTypes,
		private readonly stored: Credentials,
	) {}

	getParentTypes(name: string): string[] {
		const parents = this.types.getCredentialType(name).extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const { NodeHelpers } = this.n8n.workflow;
		const type = this.types.getCredentialType(name);
		const properties: INodeProperties[] = [];
		for (const parent of type.extends ?? []) {
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const credential = this.find(reference, type);
		const data = structuredClone(credential) as ICredentialDataDecryptedObject;
		const withDefaults = this.n8n.workflow.NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject | null;
		// A user does not fill in the token, so applying the defaults would drop it.
		const { oauthTokenData } = data;
		return {
			...(withDefaults ?? data),
			...(oauthTokenData === undefined ? {} : { oauthTokenData }),
		};
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const { authenticate } = this.types.getCredentialType(typeName);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (!workflow || !node)
			throw new Error('A declared authentication needs its workflow and node.');

		// As in the server: the result of an expression becomes text, and undefined becomes ''.
		const resolve = (value: unknown): unknown => {
			if (typeof value !== 'string' || !value.startsWith('=')) return value;
			const scope = { $credentials: credentials };
			const result = workflow.expression.getSimpleParameterValue(
				node,
				value,
				'internal',
				scope,
				undefined,
				'',
			);
			return result ? String(result) : '';
		};
		request.headers ??= {};
		const parts = request as unknown as Record<string, Record<string, unknown>>;
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const target = (parts[part] ??= {});
			for (const [key, value] of Object.entries(entries as Record<string, unknown>)) {
				target[String(resolve(key))] = resolve(value);
			}
		}
		return request;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.getCredentialType(typeName);
		const expiring = type.properties.find((property) => property.typeOptions?.expirable);
		if (!expiring || (credentials[expiring.name] !== '' && !credentialsExpired)) return undefined;
		const fresh = await this.runPreAuthentication(helpers, credentials, typeName);
		return fresh && Object.assign(credentials, fresh);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.types.getCredentialType(typeName);
		return (await preAuthentication?.call(helpers, credentials)) as
			| ICredentialDataDecryptedObject
			| undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('Stored credentials are not encrypted here; nodes read them decrypted.');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	private find({ id, name }: INodeCredentialsDetails, type: string): Record<string, unknown> {
		const credential = (id && this.stored[id]) || this.stored[name];
		if (!credential) {
			const known = Object.keys(this.stored).join(', ') || 'none';
			throw new Error(
				`The engine was given no credential "${name}" of type ${type}; it has ${known}.`,
			);
		}
		if (credential.type !== type) {
			throw new Error(
				`Credential "${name}" is of type ${credential.type}, the node asks for ${type}.`,
			);
		}
		return credential.data;
	}
}
