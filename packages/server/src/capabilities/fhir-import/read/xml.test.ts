import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, canonical, type Element, ReadProblem, text } from './element.ts'
import { readJson } from './json.ts'
import { plainText, readXml } from './xml.ts'

const inPatient = (inner: string) => readXml(`<Patient xmlns="http://hl7.org/fhir">${inner}</Patient>`)
function codeOf(work: () => unknown): string {
  try {
    work()
    return 'read'
  } catch (error) {
    if (error instanceof ReadProblem) return error.code
    throw error
  }
}

describe('reading XML', () => {
  it('keeps values, repeated elements, extensions of primitives and attributes as children', () => {
    const patient = inPatient(`<!-- who --><id value="1"/>
      <name id="n1"><given value="Jo"><extension url="http://x/q"><valueCode value="BR"/></extension></given><given value="Anna"/></name>`)
    expect(patient.resourceType).toBe('Patient')
    expect(text(patient, 'id')).toBe('1')
    expect(all(patient, 'name.given').map((each) => each.value)).toEqual(['Jo', 'Anna'])
    expect(text(patient, 'name.given.extension.url')).toBe('http://x/q')
    expect(text(patient, 'name.id')).toBe('n1')
  })

  it('decodes the entities of XML and characters by number, in values and text', () => {
    const patient = inPatient('<name><text value="A &amp; B &lt;C&gt; &quot;&#233;&#xE9;&apos;"/></name>')
    expect(text(patient, 'name.text')).toBe('A & B <C> "éé\'')
  })

  it('takes the words of a narrative, blocks on lines of their own', () => {
    const patient = inPatient(
      '<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>Een  <b>twee</b></p><table><tr><td>a</td><td>b</td></tr></table>drie&nbsp;vier<br/>vijf</div></text>',
    )
    expect(text(patient, 'text.div')).toBe('Een twee\na b\ndrie vier\nvijf')
    expect(plainText('<div xmlns="http://www.w3.org/1999/xhtml">los</div>')).toBe('los')
  })

  it('reads prefixed namespaces', () => {
    const patient = readXml('<f:Patient xmlns:f="http://hl7.org/fhir"><f:id value="7"/></f:Patient>')
    expect(text(patient, 'id')).toBe('7')
  })

  it.each([
    [
      'xml-doctype',
      '<!DOCTYPE Patient [<!ENTITY x SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir"><id value="&x;"/></Patient>',
    ],
    [
      'xml-doctype',
      '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;">]><Patient xmlns="http://hl7.org/fhir"/>',
    ],
    ['xml-entity', '<Patient xmlns="http://hl7.org/fhir"><id value="&x;"/></Patient>'],
    ['xml-entity', '<Patient xmlns="http://hl7.org/fhir"><id value="a & b"/></Patient>'],
    ['xml-entity', '<Patient xmlns="http://hl7.org/fhir"><id value="&#0;"/></Patient>'],
    ['xml-entity', '<Patient xmlns="http://hl7.org/fhir"><id value="&#xD800;"/></Patient>'],
    ['xml-entity', '<Patient xmlns="http://hl7.org/fhir"><id value="&constructor;"/></Patient>'],
    ['xml-broken', '<Patient xmlns="http://hl7.org/fhir"><id value="1"></Patient>'],
    ['xml-broken', '<Patient xmlns="http://hl7.org/fhir"><id value="1" value="2"/></Patient>'],
    ['xml-broken', '<Patient xmlns="http://hl7.org/fhir"/><Patient xmlns="http://hl7.org/fhir"/>'],
    ['xml-broken', '<Patient xmlns="http://hl7.org/fhir"><__proto__ value="1"/></Patient>'],
    ['xml-broken', ''],
    ['not-fhir', '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'],
    ['not-fhir', '<Patient><id value="1"/></Patient>'],
    ['not-fhir', '<Patient xmlns="http://hl7.org/fhir">los</Patient>'],
    ['too-deep', `<Patient xmlns="http://hl7.org/fhir">${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</Patient>`],
  ])('refuses with %s: %s', (code, source) => {
    expect(codeOf(() => readXml(source.slice(0, 1_000_000)))).toBe(code)
  })

  it('gives the same as JSON that says the same', () => {
    const xml = inPatient(`<id value="1"/><active value="true"/>
      <name><family value="Bakker"/><given value="Jo"><extension url="u"><valueCode value="BR"/></extension></given><given value="A"/></name>
      <contained><Organization><id value="o"/></Organization></contained><multipleBirthInteger value="2"/>`)
    const json = readJson(
      JSON.stringify({
        resourceType: 'Patient',
        contained: [{ resourceType: 'Organization', id: 'o' }],
        multipleBirthInteger: 2,
        id: '1',
        active: true,
        name: [
          { family: 'Bakker', given: ['Jo', 'A'], _given: [{ extension: [{ url: 'u', valueCode: 'BR' }] }, null] },
        ],
      }),
    )
    expect(canonical(xml)).toBe(canonical(json))
  })
})

/** Any broken input ends in a reason, never in another error. */
describe('anything at all', () => {
  const survives = (read: (source: string) => Element) => (source: string) => {
    const code = codeOf(() => read(source))
    expect(code).toMatch(/^(read|xml-\w+|json-broken|not-fhir|too-deep)$/)
  }
  const markup = fc
    .array(
      fc.constantFrom(
        '<Patient xmlns="http://hl7.org/fhir">',
        '</Patient>',
        '<a value="',
        '"/>',
        '<div>',
        '</div>',
        '&amp;',
        '&',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?x',
        '?>',
        ' x="1"',
        'tekst',
        '\0',
        '\ud800',
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join(''))

  it('XML', () => {
    fc.assert(fc.property(fc.oneof(markup, fc.string({ unit: 'binary' })), survives(readXml)), { numRuns: 2000 })
  })

  it('XML with a piece cut out', () => {
    const whole =
      '<Patient xmlns="http://hl7.org/fhir"><id value="1"/><name><given value="J&#233;"/></name><text><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></text></Patient>'
    const cut = fc
      .tuple(fc.nat(whole.length), fc.nat(20))
      .map(([at, length]) => whole.slice(0, at) + whole.slice(at + length))
    fc.assert(fc.property(cut, survives(readXml)), { numRuns: 1000 })
  })

  it('JSON', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), survives(readJson)), { numRuns: 1000 })
  })

  it('JSON values in the place of FHIR', () => {
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom('id', '_id', 'name', '_name', 'contained', 'div', '__proto__'), fc.string()),
      fc.jsonValue(),
    )
    const resource = record.map((each) => JSON.stringify({ resourceType: 'Patient', ...each }))
    fc.assert(fc.property(resource, survives(readJson)), { numRuns: 2000 })
  })
})
