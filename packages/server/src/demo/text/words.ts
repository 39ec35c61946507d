import { lines } from './bank.ts'

/** Small things that sentences are filled with: {beleg} takes a line from `beleg`. */
export const words: Record<string, readonly string[]> = {
  ontbijt: lines(`
    een boterham met {beleg} en een beker melk
    twee boterhammen met {beleg}
    anderhalve boterham met {beleg}
    een bord pap en een halve boterham
    een schaaltje yoghurt met [muesli|banaan|honing]
    een beschuit met {beleg} en [thee|karnemelk]
    Brinta met [stroop|suiker|melk]
    een boterham zonder korst met {beleg}
    havermout met rozijnen`),
  beleg: lines(`
    kaas
    jam
    hagelslag
    leverworst
    pindakaas
    appelstroop
    achterham
    roerei
    rosbief
    vruchtenhagel
    smeerkaas
    honing`),
  warm: lines(`
    stamppot [boerenkool|andijvie|hutspot]
    de kip met appelmoes
    de vis met worteltjes
    de gehaktbal met bloemkool
    de macaroni
    het draadjesvlees met rode kool
    de aardappelen en sperziebonen
    de nasi
    de snijbonen met een slavink
    de spinazie met ei
    de witlof met ham en kaas`),
  toetje: lines(`
    vanillevla
    de yoghurt met vruchten
    het ijsje
    de bitterkoekjespudding
    griesmeelpudding met bessensaus
    de chocoladevla
    de fruitsalade`),
  soep: lines(`
    tomatensoep
    groentesoep
    kippensoep
    erwtensoep
    champignonsoep`),
  lied: lines(`
    Tulpen uit Amsterdam
    Aan de Amsterdamse grachten
    Daar bij die molen
    een psalm
    Het kleine café aan de haven
    liedjes van Johnny Jordaan
    oude kinderliedjes
    Que sera, sera
    Ketelbinkie`),
  tv: lines(`
    het journaal
    een natuurfilm
    een detective
    Omroep MAX
    een kookprogramma
    de dienst op televisie
    het voetbal
    het schaatsen
    een quiz
    Nederland Zingt`),
  groep: lines(`
    het bewegen op muziek
    de bingo
    het bloemschikken
    de gespreksgroep
    de krantenkring
    het sjoelen
    de muziekmiddag
    het koken met de groep
    het geheugenspel
    de kerkdienst in de grote zaal
    de schilderclub
    het koersbal
    de filmmiddag
    de handwerkclub`),
  huiskamerwerk: lines(`
    de tafel dekken
    de was vouwen
    aardappels schillen
    de planten water geven
    boontjes doppen
    de kopjes afdrogen
    de krant ophalen
    een cake bakken
    servetten vouwen`),
  weer: lines(`
    De zon scheen
    Het was zacht buiten
    Het was droog
    Het was fris, maar lekker weer`),
  steun: lines(`
    aan het aanrecht
    aan de tafelrand
    aan de beugel
    aan het voeteneind van het bed`),
  lr: ['linker', 'rechter'],
}
