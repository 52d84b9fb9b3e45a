/**
 * The part of Standard Schema (https://standardschema.dev, version 1, MIT) that a queue
 * needs: any validator that speaks it will do, and none is a dependency of ours.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>

    /** Only there for the compiler. */
    readonly types?: { readonly input: Input, readonly output: Output } | undefined
  }
}

export type SchemaResult<Output> =
  | { readonly value: Output, readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

/** What a schema accepts. */
export type InputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['input']

/** What a schema makes of it. */
export type OutputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['output']
