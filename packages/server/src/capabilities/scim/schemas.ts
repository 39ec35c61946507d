import { groupSchema } from './groups.ts'
import { enterprise } from './person-rules.ts'
import { userSchema } from './users.ts'

/** What Hoede says of its own SCIM service (RFC 7643 sections 5, 6 and 7). */

export const serviceProviderConfig = (base: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that is made in Hoede, Autorisatie, Koppeling',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

export const resourceTypes = (base: string) => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Employees',
    schema: userSchema,
    schemaExtensions: [{ schema: enterprise, required: false }],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  },
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'Groups, which can bring roles by rules of the customer',
    schema: groupSchema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/Group` },
  },
]

interface AttributeOptions {
  type?: 'string' | 'boolean' | 'complex' | 'reference'
  multiValued?: boolean
  required?: boolean
  caseExact?: boolean
  mutability?: 'readWrite' | 'readOnly' | 'immutable'
  uniqueness?: 'none' | 'server'
  subAttributes?: object[]
  referenceTypes?: string[]
}

const attribute = (name: string, description: string, options: AttributeOptions = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...options,
})

const valueParts = [
  attribute('value', 'The value'),
  attribute('type', 'What it is for'),
  attribute('primary', 'The preferred one', { type: 'boolean' }),
]

export const schemas = (base: string) => [
  schema(base, userSchema, 'User', 'An employee', [
    attribute('userName', 'Name in the directory, often an address; Hoede makes its own user name of it', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', 'Given and family name', {
      type: 'complex',
      subAttributes: [
        attribute('formatted', 'The whole name'),
        attribute('givenName', 'Given name'),
        attribute('middleName', 'Prefix of a Dutch family name (tussenvoegsel)'),
        attribute('familyName', 'Family name, with or without its prefix'),
      ],
    }),
    attribute('displayName', 'Name as it is shown'),
    attribute('title', 'Function (deskundigheid); the customer can translate it'),
    attribute('active', 'In service; false is leaving now', { type: 'boolean' }),
    attribute('emails', 'The work address is kept', { type: 'complex', multiValued: true, subAttributes: valueParts }),
    attribute('phoneNumbers', 'The mobile number is kept', {
      type: 'complex',
      multiValued: true,
      subAttributes: valueParts,
    }),
    attribute('groups', 'The groups that hold the user', {
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: [
        attribute('value', 'Id of the group', { mutability: 'readOnly' }),
        attribute('display', 'Its name', { mutability: 'readOnly' }),
        attribute('type', 'direct', { mutability: 'readOnly' }),
      ],
    }),
  ]),
  schema(base, enterprise, 'EnterpriseUser', 'What an employer adds', [
    attribute('employeeNumber', 'Kept as it comes'),
    attribute('costCenter', 'Kept as it comes'),
    attribute('organization', 'Kept as it comes'),
    attribute('division', 'Kept as it comes'),
    attribute('department', 'Puts the employee in the location or team with exactly this name'),
  ]),
  schema(base, groupSchema, 'Group', 'A group', [
    attribute('displayName', 'Name', { required: true, uniqueness: 'server' }),
    attribute('members', 'Users in the group', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('value', 'Id of the user', { mutability: 'immutable' }),
        attribute('$ref', 'Address of the user', {
          type: 'reference',
          referenceTypes: ['User'],
          mutability: 'immutable',
        }),
        attribute('type', 'User', { mutability: 'immutable' }),
      ],
    }),
  ]),
]

const schema = (base: string, id: string, name: string, description: string, attributes: object[]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description,
  attributes,
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
})
