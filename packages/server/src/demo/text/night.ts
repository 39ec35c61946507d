import { topic } from './bank.ts'

export const night = {
  good: topic(
    'Nacht',
    `
    {C} heeft goed geslapen. Bij de rondes van {t23-24} en {t3-4} in diepe rust.
    {C} sliep bij elke controle. Om {t6-7} wakker en nog even blijven liggen.
    ?loopt {C} is één keer naar het toilet geweest en sliep daarna weer verder.
    {C} lag heerlijk te slapen met de hand onder het hoofd. Niet wakker gemaakt voor wisselligging, stuit was gaaf.
    {C} was om {t23-24} nog wakker, wilde even praten en sliep om {t0-1}.
    Rustige nacht. {C} werd om {t6-7} uit zichzelf wakker en had zin in {drink}.
    {C} heeft de hele nacht doorgeslapen, bed was droog.
    Bij de ronde van {t2-4} snurkte {c}. Ademhaling rustig.
    {C} werd wakker van de regen, gordijn dichtgedaan, daarna weer geslapen.
    Wisselligging om {t1-2} en {t4-5} gegeven, {c} sliep erdoorheen.
    {C} vroeg om {t4-5} hoe laat het was en draaide zich weer om.
    `,
    `
    Goed geslapen.
    Sliep bij alle rondes.
    ?loopt 1x naar toilet, verder geslapen.
    Wisselligging {t1-2} en {t4-5}. Sliep door.
    Rustige nacht, bed droog.
    Geen bijzonderheden vannacht.
    Om {t5-6} wakker, bleef rustig liggen.
    `,
  ),
  bad: topic(
    'Nacht',
    `
    {C} heeft slecht geslapen. Was om {t1-2}, {t3-4} en {t4-5} wakker en lag te piekeren.
    {C} belde {4-9} keer. Wilde gezelschap; even op de rand van het bed gezeten.
    {C} klaagde over koude voeten, kruik gegeven. Sliep pas na {t3-4}.
    {C} had pijn in de [heup|rug|schouder] bij het draaien. Om {t2-3} paracetamol gegeven, daarna geslapen.
    {C} hoorde geluiden op de gang en was bang. Lampje aangelaten en gerustgesteld.
    ?loopt {C} was klaarwakker om {t3-4} en wilde aankleden. Warme melk gegeven en weer naar bed.
    ?loopt {C} moest {4-6} keer plassen vannacht. Overdag graag op letten.
    {C} lag met het hoofd aan het voeteneind. Goed gelegd, dekbed verschoond.
    {C} droomde onrustig en riep in de slaap.
    `,
    `
    Slecht geslapen, veel wakker.
    Belde {4-9}x, vroeg om gezelschap.
    Pijn bij draaien, om {t2-3} paracetamol, goed effect.
    Bang in het donker, lampje aan.
    ?loopt {3-6}x naar toilet.
    ?loopt Wilde om {t3-4} opstaan, met warme melk terug naar bed.
    Onrustig geslapen, riep.
    `,
  ),
  wander: topic(
    'Nacht',
    `
    De sensor ging om {t2-3}: {c} stond aangekleed op de gang en wilde naar {b} werk. Thee gedronken, om {t3-4} weer naar bed.
    {C} was drie keer uit bed en zocht de kinderen. Telkens rustig teruggebracht, om {t4-5} in slaap gevallen.
    {C} liep om {t1-2} in nachtkleding door de huiskamer. Dekentje om in de stoel, daar tot {t5-6} geslapen.
    {C} had het bed afgehaald en de lakens in de tas gedaan. Samen opgemaakt, dat gaf rust.
    {C} stond bij de voordeur en was boos dat die op slot zat. Samen een rondje gelopen langs alle lampen, toen mee terug.
    Bedsensor gaf {3-6} meldingen. {C} zat steeds op de rand van het bed. Naar toilet geholpen en gerustgesteld.
    {C} kwam naar de post en heeft daar {drink} gedronken terwijl ik de administratie deed. Na een half uur naar bed.
    {C} dacht dat het ochtend was en had alle lichten aan. Klok laten zien en het bed weer warm gemaakt.
    `,
    `
    Om {t2-3} op de gang, wilde naar werk. Thee gedronken, terug naar bed.
    3x uit bed, teruggebracht. Sliep vanaf {t4-5}.
    Sensor {3-6}x afgegaan. Zoekend.
    Liep om {t1-2} door de huiskamer, in stoel verder geslapen.
    Had bed afgehaald. Samen opgemaakt.
    Stond bij voordeur, afgeleid met rondje lopen.
    `,
  ),
  care: topic(
    'Nacht',
    `
    Materiaal om {t0-1} en {t5-6} gewisseld. Huid gaaf, {c} bleef slaperig.
    Bed om {t4-5} verschoond, was doorweekt. Groter materiaal gebruikt voor de rest van de nacht.
    {C} had om {t3-4} ontlasting gehad, verzorgd en schoon nachthemd aangedaan.
    {C} had een droge mond; slokjes water gegeven en lippen ingevet.
    ?zuurstof Zuurstofslangetje was losgeraakt, opnieuw ingedaan. Ademhaling rustig.
    {C} lag plat. Hoofdeinde omhoog gezet omdat {p} hoestte, daarna stil.
    `,
    `
    Inco {t0-1} en {t5-6} gewisseld.
    Bed verschoond om {t4-5}.
    Def. om {t3-4}, verzorgd.
    Hoofdeinde omhoog i.v.m. hoesten.
    Slokjes water gegeven.
    `,
  ),
}
