/** The words of the report's page, for a reader who knows the law and not the mathematics. */
export type Language = 'id' | 'en';

/** What each rule says, as the reason why a cell is unsafe. `protects-others` is no rule: the cell itself is safe. */
export const REASONS: Readonly<Record<string, Record<Language, string>>> = {
  threshold: {
    id: 'terlalu sedikit orang atau badan usaha di baliknya',
    en: 'too few persons or holdings stand behind it',
  },
  dominance: {
    id: 'beberapa penyumbang terbesar menguasai hampir seluruh nilainya',
    en: 'a few largest contributors make up nearly all of it',
  },
  'p-percent': {
    id: 'seorang penyumbang dapat menaksir penyumbang lain terlalu tepat',
    en: 'one contributor could estimate another too closely',
  },
  pq: {
    id: 'seorang penyumbang dapat menaksir penyumbang lain terlalu tepat, mengingat yang sudah diketahuinya',
    en: 'one contributor could estimate another too closely, given what he knows already',
  },
  request: {
    id: 'penyumbang yang meminta perlindungan menonjol di dalamnya',
    en: 'a contributor who asked for protection stands out in it',
  },
  zero: {
    id: 'nol itu sendiri mengungkap bahwa tidak seorang pun demikian',
    en: 'that it is zero would itself say that nobody is so',
  },
  group: {
    id: 'semua orang dalam kelompoknya berada di satu kategori',
    en: 'everybody of its group is in one category',
  },
  given: { id: 'ditandai tidak aman oleh pembuat data', en: 'marked unsafe by the producer of the data' },
  'protects-others': {
    id: 'aman sendiri; disembunyikan agar sel lain tidak dapat dihitung',
    en: 'safe by itself; hidden so that another cannot be worked out',
  },
};

export const WORDS = {
  id: {
    title: 'Laporan pengungkapan',
    internal:
      'Dokumen internal. Laporan ini membedakan sel yang tidak aman dari sel yang melindunginya; jangan diteruskan bersama tabel.',
    conclusion: 'Kesimpulan',
    counts: (all: number, primary: number, secondary: number, withheld: number) =>
      `Dari ${all} sel, ${primary} tidak aman menurut aturan dan ${secondary} disembunyikan untuk melindunginya. ${withheld} sel ditahan karena tidak teliti; itu bukan rahasia.`,
    standard: 'Apa yang dijamin',
    standards: {
      interval:
        'Dari semua yang diterbitkan, semua penjumlahan, dan kenyataan bahwa jumlah tidak pernah negatif, tidak seorang pun dapat mempersempit sel tidak aman menjadi kurang dari %from sampai %to.',
      ambiguous:
        'Dari semua yang diterbitkan tidak seorang pun dapat mempersempit sel tidak aman menjadi kurang dari %from sampai %to, dan dalam setiap kelompok sel tersembunyi paling sedikit dua dapat menjadi yang kecil.',
      levels:
        'Tidak seorang pun dapat mempersempit sel tidak aman menjadi kurang dari nilainya dikurangi dan ditambah tingkat perlindungannya. Tingkat itu mengikuti aturan yang membuatnya tidak aman: sejauh itu nilainya harus tetap tidak pasti agar penyumbang terbesarnya tidak dapat ditaksir lebih tepat dari yang dibolehkan. Bila tingkatnya nol, sel itu hanya tidak boleh dapat dihitung.',
      exact:
        'Tidak ada sel tidak aman yang dapat dihitung dengan tepat. Selang yang sempit tidak dicegah: ini jauh lebih lemah daripada standar selang.',
    },
    rules: 'Mengapa sel tidak aman',
    rule: 'Aturan',
    cells: 'sel',
    where: 'Di mana',
    category: 'Kategori',
    unsafe: 'tidak aman',
    protecting: 'pelindung',
    all: 'semua',
    level: 'Tingkat',
    total: 'Total',
    levelOf: (depth: number) => `tingkat ${depth}`,
    policy: (id: string, version: string) => `Kebijakan: ${id}, versi ${version}.`,
    scaled: (to: string, scaled: string) =>
      `${to} ialah banyaknya responden menurut kebijakan; dalam satuan yang diterbitkan, menurut bobot rata-rata, itu ${scaled}.`,
    marked: 'Satu sel dapat terkena beberapa aturan.',
    hidden: 'Setiap sel tersembunyi, selang tersempit dahulu',
    why: 'Mengapa',
    known: 'Yang masih dapat diketahui penyusup',
    between: (low: string, high: string) => `${low} sampai ${high}`,
    unbounded: 'tidak terbatas',
    atLeast: 'paling sedikit selebar ini',
    shown: (shown: number, all: number) =>
      shown === all
        ? `Semua ${all} sel tersembunyi ada di daftar ini.`
        : `${shown} dari ${all} sel; selebihnya ada di report.json.`,
    guess: 'tebakan “kecil” terpaksa',
    member: 'anggota sel lain dapat menghitungnya',
    toMembers: (low: string, high: string) => `bagi anggota sel lain paling sempit ${low} sampai ${high}`,
    memberOrLess: 'anggota sel lain dapat menghitung atau mempersempitnya',
    guesses: 'Yang dapat ditebak',
    guessText: (n: number) =>
      `Yang mengetahui aturannya tahu bahwa di antara sel tersembunyi ada yang kecil. Pada ${n} sel hanya sel itu sendiri yang mungkin kecil, sehingga tebakan itu terpaksa, walaupun nilainya tidak diketahui.`,
    members: 'Yang dapat diketahui anggota sel',
    memberText: (n: number) =>
      `Satu-satunya orang di balik sebuah sel mengetahui sel itu. Dengan mengurangkan dirinya, ia dapat menghitung ${n} sel tidak aman lain.`,
    memberNarrows: (n: number) =>
      `Satu-satunya orang di balik sebuah sel mengetahui sel itu. Dengan mengurangkan dirinya, ia dapat mempersempit ${n} sel tidak aman lain melebihi apa yang dijamin di atas.`,
    membersMinded: 'Pola ini dicari agar hal itu tidak terjadi; yang tersisa tidak dapat dicegah.',
    membersMany:
      'Sejauh mana anggota dapat mempersempit setiap sel tidak dihitung: kombinasinya terlalu banyak.',
    membersCounted: 'Hal ini hanya dihitung, tidak dicegah.',
    earlier: 'Rilis terdahulu',
    alone:
      'Tabel ini dilindungi sendiri. Jika tabel lain dari data yang sama pernah keluar, keduanya harus dilindungi bersama.',
    together: (releases: number, shared: number, more: number) =>
      `Dilindungi dan diperiksa bersama ${releases} rilis terdahulu dari data yang sama, termasuk yang ditarik. ${shared} sel sudah ada di dalamnya; ${more} sel disembunyikan karena rilis itu.`,
    withTables: (tables: string) =>
      `Dilindungi dan diperiksa sebagai satu sistem dengan tabel lain yang dibuat bersamanya: ${tables}. Rilis terdahulu dari data yang sama tidak diperhitungkan.`,
    files: {
      public: 'Tabel untuk umum',
      cells: 'Sel beserta statusnya (internal)',
      certificate: 'Sertifikat untuk umum',
      officerCertificate: 'Sertifikat petugas (internal)',
    },
    ratios: 'Persentase, rasio, dan rata-rata',
    ratioText:
      'Angka ini diterbitkan bila pembilang dan penyebutnya terbit. Bila salah satunya disembunyikan untuk melindungi sel lain, angka yang dibulatkan hanya diterbitkan sejauh, bersama semua yang terbit, tidak mempersempit sel tidak aman.',
    ratio: 'Angka',
    ratioShown: 'terbit',
    besideHidden: 'di antaranya di samping bagian tersembunyi',
    ratioHidden: 'disembunyikan',
    keptBack: 'di antaranya karena akan mempersempit sel tidak aman',
    conflicts: 'Yang menghalangi',
    conflictText:
      'Sel berikut tidak dapat dilindungi lagi, karena sel lain sudah terbit. Yang sudah terbit tidak dapat disembunyikan.',
    unsafeCell: 'Sel tidak aman',
    published: 'Sudah terbit',
    possible: (sets: string) => `Yang masih dapat diterbitkan: tabel menurut ${sets}.`,
    notPossible: 'Tabel dengan satu dimensi lebih sedikit pun tidak dapat diterbitkan.',
    or: ', atau ',
    loss: 'Yang hilang',
    lossText: (cells: number, value: string, cost: string) =>
      `${cells} sel aman disembunyikan, bernilai ${value} (biaya ${cost}).`,
    bound: (bound: string, share: string) =>
      `Terbukti bahwa tidak ada pilihan sel yang melindungi dengan biaya di bawah ${bound}: paling banyak ${share} % dari biaya itu dapat dihemat.`,
    ofAll: (cost: string) =>
      `Semua tabel yang dilindungi bersama menelan biaya ${cost}; yang berikut berlaku untuk semuanya.`,
    noBound: 'Belum dibuktikan seberapa dekat ini dengan kehilangan terkecil yang mungkin.',
    optimal: 'Terbukti: tidak ada pilihan sel yang melindungi dengan kehilangan lebih kecil.',
    merge: 'Agar kehilangan lebih sedikit',
    mergeText: (unsafe: number) =>
      `Menggabungkan dua kategori mengurangi sel tidak aman (sekarang ${unsafe}):`,
    mergesUnknown: 'Untuk tabel ini tidak dihitung penggabungan mana yang menolong.',
    noMerge: 'Tidak ada penggabungan dua kategori yang mengurangi sel tidak aman.',
    merged: (dimension: string, a: string, b: string, unsafe: number) =>
      `${dimension}: ${a} dengan ${b} — tersisa ${unsafe} sel tidak aman`,
    limits: 'Yang tidak dicakup',
    proof: 'Bukti',
    proofText:
      'Sertifikat memuat tabel-tabel yang semuanya cocok dengan yang diterbitkan dan bersama-sama menunjukkan sejauh mana tiap sel tersembunyi dapat bergerak. Siapa pun dapat memeriksanya dengan “padan verify”. Sidik SHA-256:',
  },
  en: {
    title: 'Disclosure report',
    internal:
      'Internal document. It tells unsafe cells from those that protect them; do not pass it on with the table.',
    conclusion: 'Conclusion',
    counts: (all: number, primary: number, secondary: number, withheld: number) =>
      `Of ${all} cells, ${primary} are unsafe by the rules and ${secondary} are hidden to protect them. ${withheld} cells are withheld as too imprecise, which is no secret.`,
    standard: 'What is guaranteed',
    standards: {
      interval:
        'From everything published, every sum, and the fact that counts are never negative, nobody can narrow an unsafe cell to less than %from to %to.',
      ambiguous:
        'From everything published nobody can narrow an unsafe cell to less than %from to %to, and in every group of hidden cells at least two can be the small one.',
      levels:
        'Nobody can narrow an unsafe cell to less than its value minus and plus its protection level. That level follows from the rule that makes the cell unsafe: so far must its value stay open that its largest contributor cannot be estimated more closely than the rule allows. Where the level is zero the cell must only not be computable.',
      exact:
        'No unsafe cell can be computed exactly. Narrow intervals are not prevented: this is much weaker than the interval standard.',
    },
    rules: 'Why cells are unsafe',
    rule: 'Rule',
    cells: 'cells',
    where: 'Where',
    category: 'Category',
    unsafe: 'unsafe',
    protecting: 'protecting',
    all: 'all',
    level: 'Level',
    total: 'Total',
    levelOf: (depth: number) => `level ${depth}`,
    policy: (id: string, version: string) => `Policy: ${id}, version ${version}.`,
    scaled: (to: string, scaled: string) =>
      `${to} is the policy's number of respondents; in the units published, by the mean weight, that is ${scaled}.`,
    marked: 'Several rules may call one cell unsafe.',
    hidden: 'Every hidden cell, narrowest interval first',
    why: 'Why',
    known: 'What an intruder can still know',
    between: (low: string, high: string) => `${low} to ${high}`,
    unbounded: 'no bound',
    atLeast: 'at least this wide',
    shown: (shown: number, all: number) =>
      shown === all
        ? `All ${all} hidden cells are listed.`
        : `${shown} of ${all} cells; the rest are in report.json.`,
    guess: 'the guess “small” is forced',
    member: 'a member of another cell can work it out',
    toMembers: (low: string, high: string) =>
      `to a member of another cell ${low} to ${high} at the narrowest`,
    memberOrLess: 'a member of another cell can work it out or narrow it',
    guesses: 'What can be guessed',
    guessText: (n: number) =>
      `Whoever knows the rule knows that something among the hidden cells is small. For ${n} cells no other can be the small one, so that the guess is forced, though the value stays unknown.`,
    members: 'What a member of a cell can know',
    memberText: (n: number) =>
      `The only person behind a cell knows that cell. By subtracting themselves such persons can work out ${n} other unsafe cells.`,
    memberNarrows: (n: number) =>
      `The only person behind a cell knows that cell. By subtracting themselves such persons can narrow ${n} other unsafe cells beyond what is guaranteed above.`,
    membersMinded:
      'The pattern was looked for so that this does not happen; what is left could not be prevented.',
    membersMany: 'How far members can narrow each cell was not worked out: there are too many combinations.',
    membersCounted: 'This is only counted, not prevented.',
    earlier: 'Earlier releases',
    alone:
      'This table is protected on its own. If another table of the same data has gone out, the two must be protected together.',
    together: (releases: number, shared: number, more: number) =>
      `Protected and audited together with ${releases} earlier releases of the same data, withdrawn ones too. ${shared} cells are in them already; ${more} cells are hidden because of them.`,
    withTables: (tables: string) =>
      `Protected and audited as one system with other tables made at the same time: ${tables}. Earlier releases of the same data are not considered.`,
    files: {
      public: 'Table for the public',
      cells: 'Cells with their status (internal)',
      certificate: 'Certificate for the public',
      officerCertificate: 'Certificate of the officer (internal)',
    },
    ratios: 'Percentages, ratios and means',
    ratioText:
      'Such a figure is published where its numerator and denominator are. Where one of them is hidden to protect another cell, the rounded figure is published only as far as it narrows no unsafe cell together with everything else published.',
    ratio: 'Figure',
    ratioShown: 'published',
    besideHidden: 'of these beside a hidden part',
    ratioHidden: 'hidden',
    keptBack: 'of these since it would narrow an unsafe cell',
    conflicts: 'What stands in the way',
    conflictText:
      'These cells cannot be protected any more, since other cells are out. What is out cannot be hidden.',
    unsafeCell: 'Unsafe cell',
    published: 'Out already',
    possible: (sets: string) => `What may still be released: the table by ${sets}.`,
    notPossible: 'Not even a table with one dimension less may be released.',
    or: ', or ',
    loss: 'What is lost',
    lossText: (cells: number, value: string, cost: string) =>
      `${cells} safe cells are hidden, which hold ${value} (cost ${cost}).`,
    bound: (bound: string, share: string) =>
      `It is proved that no choice of cells protects at a cost below ${bound}: at most ${share} % of the cost could be saved.`,
    ofAll: (cost: string) =>
      `All tables protected together cost ${cost}; what follows is said of all of them.`,
    noBound: 'How near this is to the least possible loss has not been proved.',
    optimal: 'Proved: no choice of cells protects with less loss.',
    merge: 'To lose less',
    mergeText: (unsafe: number) => `Merging two categories leaves fewer unsafe cells (${unsafe} now):`,
    mergesUnknown: 'Which merging would help was not worked out for this table.',
    noMerge: 'No merging of two categories leaves fewer unsafe cells.',
    merged: (dimension: string, a: string, b: string, unsafe: number) =>
      `${dimension}: ${a} with ${b} — ${unsafe} unsafe cells left`,
    limits: 'What is not covered',
    proof: 'Proof',
    proofText:
      'The certificate holds tables that all fit what is published and that together show how far every hidden cell can move. Anybody can check it with “padan verify”. SHA-256:',
  },
} as const;
