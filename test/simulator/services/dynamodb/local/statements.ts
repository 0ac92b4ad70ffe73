/** Tables, items and statements of PartiQL, one after the other, that any DynamoDB is to answer alike. */
const attribute = (AttributeName: string, AttributeType: string) => ({ AttributeName, AttributeType });
const text = (S: string) => ({ S });
const number = (n: number) => ({ N: String(n) });

export const tables = [
  {
    TableName: "tab",
    AttributeDefinitions: [attribute("p", "S"), attribute("s", "N"), attribute("g", "S")],
    KeySchema: [
      { AttributeName: "p", KeyType: "HASH" },
      { AttributeName: "s", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
    GlobalSecondaryIndexes: [
      {
        IndexName: "gsi",
        KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  },
  {
    TableName: "one",
    AttributeDefinitions: [attribute("id", "S")],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  },
];

const m = { M: { k: { L: [number(1), text("two")] } } };
export const items: readonly (readonly [table: string, item: object])[] = [
  ...[1, 2, 3].map(
    (n) =>
      ["tab", { p: text("a"), s: number(n), g: text(`g${n}`), x: text(`x${n}`), m, ss: { SS: ["q", "r"] } }] as const,
  ),
  ["tab", { p: text("b"), s: number(1), x: { NULL: true } }],
  ["one", { id: text("1"), n: number(5), Upper: text("U") }],
  ["one", { id: text("e") }],
];

const statements = (source: string): readonly string[] =>
  source
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const reads = statements(`
  SELECT * FROM tab
  SELECT * FROM "tab" WHERE p = 'a'
  select x, s from tab where p='a' and s>1
  SELECT * FROM tab WHERE p='a' AND s=1
  SELECT x AS y FROM tab WHERE p='a' AND s=1
  SELECT tab.x FROM tab WHERE tab.p='a' AND tab.s=1
  SELECT t.x FROM tab t WHERE t.p='a' AND t.s=1
  SELECT t.x FROM tab AS t WHERE t.p='a' AND t.s=1
  SELECT m.k[1] FROM tab WHERE p='a' AND s=1
  SELECT m.k FROM tab WHERE p='a' AND s=1
  SELECT m.k[0], m.k[1] FROM tab WHERE p='a' AND s=1
  SELECT m['k'] FROM tab WHERE p='a' AND s=1
  SELECT m."k" FROM tab WHERE p='a' AND s=1
  SELECT "x" FROM tab WHERE p='a' AND s=1
  SELECT 'x' FROM tab WHERE p='a' AND s=1
  SELECT nope FROM tab WHERE p='a' AND s=1
  SELECT VALUE x FROM tab
  SELECT DISTINCT x FROM tab
  SELECT COUNT(*) FROM tab
  SELECT SIZE(x) FROM tab
  SELECT x+1 FROM tab
  SELECT * FROM tab.gsi WHERE g='g1'
  SELECT * FROM "tab"."gsi" WHERE g='g1'
  SELECT * FROM "tab"."nope" WHERE g='g1'
  SELECT * FROM nope
  SELECT * FROM tab WHERE p = 'a' ORDER BY s DESC
  SELECT * FROM tab WHERE p = 'a' ORDER BY s
  SELECT * FROM tab ORDER BY s
  SELECT * FROM tab WHERE p = 'a' ORDER BY x
  SELECT * FROM tab WHERE p = 'a' ORDER BY p, s
  SELECT * FROM tab WHERE p IN ['a','b']
  SELECT * FROM tab WHERE p IN ('a','b') ORDER BY p DESC
  SELECT * FROM tab WHERE p IN ('a','b') AND s=1
  SELECT * FROM tab WHERE s=1
  SELECT p,s FROM tab WHERE x IS MISSING
  SELECT p,s FROM tab WHERE x IS NOT MISSING
  SELECT p,s FROM tab WHERE x IS NULL
  SELECT p,s FROM tab WHERE x = NULL
  SELECT p,s FROM tab WHERE x IS NOT NULL
  SELECT p,s FROM tab WHERE attribute_type(x,'S')
  SELECT p,s FROM tab WHERE attribute_type("x", 'NULL')
  SELECT p,s FROM tab WHERE begins_with(x,'x')
  SELECT p,s FROM tab WHERE begins_with("x",'x') AND p='a'
  SELECT p,s FROM tab WHERE contains(ss,'q')
  SELECT p,s FROM tab WHERE contains(x,'2')
  SELECT p,s FROM tab WHERE size(ss)=2
  SELECT p,s FROM tab WHERE size(m.k) >= 2
  SELECT p,s FROM tab WHERE attribute_exists(x)
  SELECT p,s FROM tab WHERE x BETWEEN 'x1' AND 'x2'
  SELECT p,s FROM tab WHERE s BETWEEN 1 AND 2 AND p='a'
  SELECT p,s FROM tab WHERE NOT x='x1'
  SELECT p,s FROM tab WHERE x<>'x1'
  SELECT p,s FROM tab WHERE x!='x1'
  SELECT p,s FROM tab WHERE x IN ('x1','x2')
  SELECT p,s FROM tab WHERE x NOT IN ('x1','x2')
  SELECT p,s FROM tab WHERE x='x1' OR x='x2' AND s=2
  SELECT p,s FROM tab WHERE (x='x1' OR x='x2') AND s=2
  SELECT p,s FROM tab WHERE x LIKE 'x%'
  SELECT p,s FROM tab WHERE s+1=2
  SELECT p,s FROM tab WHERE s=1+1
  SELECT p,s FROM tab WHERE s=-1
  SELECT p,s FROM tab WHERE s=1e0
  SELECT p,s FROM tab WHERE 'a'=p
  SELECT p,s FROM tab WHERE p=p
  SELECT p,s FROM tab WHERE p='a' AND p='b'
  SELECT p,s FROM tab WHERE p='a' AND s=1 AND s=2
  SELECT p,s FROM tab WHERE p=1
  SELECT p,s FROM tab LIMIT 1
  SELECT p,s FROM tab;
  SELECT p,s FROM tab -- comment
  SELECT p FROM tab, one
  SELECT p FROM tab JOIN one ON p=id
  SELECT p FROM tab GROUP BY p
  SELECT
  SELECT * FROM
  SELEC * FROM tab
  EXISTS(SELECT * FROM tab WHERE p='a' AND s=1)
  SELECT * FROM tab WHERE
  SELECT * FROM tab WHERE p='it''s'
  SELECT * FROM tab WHERE p="a"
  SELECT * FROM tab WHERE p = ?
  SELECT upper FROM one
  SELECT Upper FROM one
  SELECT "upper" FROM one
  SELECT * FROM ONE
  SELECT * FROM tab WHERE P='a'
  SELECT * FROM tab WHERE p='a' AND s=true
  SELECT * FROM tab WHERE m = {'k':[1,'two']}
  SELECT p,s FROM tab WHERE ss = <<'q','r'>>
  SELECT p,s FROM tab WHERE m.k[0]=1
  SELECT p,s FROM tab WHERE m.k[0]>0 AND p='a'
  SELECT *, x FROM tab
  SELECT x, x FROM tab
  SELECT * FROM one WHERE id='3'
  SELECT id FROM one WHERE n IS NULL
  SELECT id FROM one WHERE n IS NOT NULL
  SELECT id FROM one WHERE attribute_not_exists(n)
  SELECT id FROM one WHERE nofunc(n)
  SELECT id FROM one WHERE size(n)
  SELECT id FROM one WHERE begins_with(n)
  SELECT id FROM one WHERE n
  SELECT id FROM one WHERE 1=1
  SELECT id FROM one WHERE true
  SELECT id FROM one WHERE n > null
  SELECT id FROM one WHERE n IN ()
  SELECT id FROM one WHERE n IN [5]
  SELECT id FROM one WHERE n IN <<5,6>>
  SELECT id FROM one WHERE 5 IN (n)
  SELECT id FROM one WHERE n IN (5, '5')
  SELECT id FROM one WHERE n IN 5
  SELECT id FROM one WHERE n NOT BETWEEN 1 AND 2
  SELECT id FROM one WHERE contains("Upper",'U') AND n >= 5
  SELECT id FROM one WHERE n = 5.0
  SELECT id FROM one WHERE n = +5
  SELECT id FROM one WHERE n = 05
  SELECT id FROM one WHERE n = .5
  SELECT id FROM one WHERE n = 5.
  SELECT id FROM one WHERE n = 1E400
  SELECT id FROM one WHERE "Upper" = 'U' || ''
  SELECT id FROM one WHERE n = -n
  SELECT id FROM one WHERE not (n=5)
  SELECT id FROM one WHERE not n=5 and id='e'
  SELECT id FROM one WHERE ((n=5))
  SELECT id FROM one WHERE (n)=5
  SELECT id FROM one WHERE n=(5)
  SELECT id FROM one WHERE n IS 5
  SELECT id FROM one WHERE n = {}
  SELECT id FROM one WHERE n = []
  SELECT id FROM one WHERE n = MISSING
  SELECT m.k, k FROM tab WHERE p='a' AND s=1
  SELECT m FROM tab WHERE p='a' AND s>'x'
  SELECT s FROM tab WHERE p='a' AND NOT s=1
  SELECT s FROM tab WHERE p='a' AND (s=1 OR s=3)
  SELECT s FROM tab WHERE (p='a' AND s=1) OR (p='b' AND s=1)
  SELECT s FROM tab WHERE p='a' AND s>1 AND s<3
  SELECT s FROM tab WHERE p='a' AND s>=1 AND s<>2
  SELECT s FROM tab WHERE p='a' AND s IN (3,1)
  SELECT p,s FROM tab WHERE p IN ('b','a') AND s IN (3,1)
  SELECT p,s FROM tab WHERE p IN ('b','a')
  SELECT p,s FROM tab WHERE p IN ('a','a')
  SELECT p,s FROM tab WHERE p IN ('b','a') ORDER BY p
  SELECT p,s FROM tab WHERE p IN ('b','a') ORDER BY s
  SELECT p,s FROM tab WHERE p IN ('b','a') ORDER BY p,s DESC
  SELECT p,s FROM tab WHERE p='a' ORDER BY p DESC
  SELECT p,s FROM tab WHERE p='a' ORDER BY s DESC, p
  SELECT p,s FROM tab WHERE x='x1' ORDER BY s
  SELECT p,s FROM tab WHERE p='a' ORDER BY s ASC NULLS FIRST
  SELECT p,s FROM tab WHERE p=NULL
  SELECT p,s FROM tab WHERE p=''
  SELECT p,s FROM tab WHERE begins_with(p,'a')
  SELECT p,s FROM tab WHERE p='a' AND s=1 AND x='x1'
  SELECT p,s FROM tab WHERE p<>'a'
  SELECT p FROM tab WHERE tab.p='a'
  SELECT p, m.nope FROM tab WHERE p='a' AND s=1
  SELECT p[0] FROM tab WHERE p='a' AND s=1
  SELECT m."k"[0] FROM tab WHERE p='a' AND s=1
  SELECT m[*] FROM tab WHERE p='a' AND s=1
  SELECT m.* FROM tab WHERE p='a' AND s=1
  SELECT tab.* FROM tab WHERE p='a' AND s=1
  SELECT m['k'][0] FROM tab WHERE p='a' AND s=1
  SELECT m[1+1] FROM tab WHERE p='a' AND s=1
  SELECT m[?] FROM tab WHERE p='a' AND s=1
  SELECT p FROM tab; SELECT p FROM one
  SELECT p FROM 'tab'
  SELECT p FROM tab.gsi.x
  SELECT p FROM [1,2]
  SELECT p FROM tab HAVING p=1
  SELECT p FROM tab WHERE p='a' LIMIT 1
  SELECT p FROM tab x
  SELECT p FROM tab AT x
  SELECT x FROM tab.gsi WHERE g='g1' AND p='a'
  SELECT g FROM tab.gsi
  SELECT g FROM tab.gsi WHERE g IN ('g2','g1')
  SELECT g FROM tab.gsi WHERE g IN ('g2','g1') ORDER BY g DESC
  SELECT g FROM tab.gsi WHERE g=1
  SELECT * FROM one WHERE id='c1'
  EXISTS (SELECT * FROM one WHERE id='e')
  SELECT n FROM one WHERE EXISTS(SELECT 1)
  SELECT n FROM one WHERE id=(SELECT 'e')
  SELECT CASE WHEN 1 THEN 2 END FROM one
`);

export const writes = statements(`
  INSERT INTO one VALUE {'id':'2','n':1}
  INSERT INTO one VALUE {'id':'2','n':2}
  INSERT INTO "one" VALUE {'id':'3','l':[1,true,null,{'a':'b'}],'set':<<'a','b'>>,'ns':<<1,2>>,'neg':-1.50,'e':1e2}
  INSERT INTO one VALUE {'n':1}
  INSERT INTO one VALUE {'id':5}
  INSERT INTO one VALUE {'id':''}
  INSERT INTO one VALUES {'id':'7'}
  INSERT INTO one VALUE {'id':'8'}, {'id':'9'}
  INSERT INTO one {'id':'8'}
  INSERT INTO one (id) VALUES ('1')
  INSERT INTO one VALUE {"id":'8'}
  INSERT INTO one VALUE {'id':'8','id':'9'}
  INSERT INTO one VALUE {'id':'8','s':<<>>}
  INSERT INTO one VALUE {'id':'8','s':<<'a','a'>>}
  INSERT INTO one VALUE {'id':'8','s':<<'a',1>>}
  INSERT INTO one VALUE {'id':'8','s':MISSING}
  INSERT INTO one.idx VALUE {'id':'8'}
  INSERT INTO nope VALUE {'id':'8'}
  INSERT INTO one VALUE 5
  INSERT INTO one VALUE {'id':'1'} ON CONFLICT DO NOTHING
  INSERT INTO one VALUE {'id':'x9'} RETURNING ALL NEW *
  UPDATE one SET n=6 WHERE id='1'
  UPDATE one SET n=6 WHERE id='nope'
  UPDATE one SET n=n+1 WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET n=n+1, m=1 WHERE id='1' RETURNING MODIFIED NEW *
  UPDATE one SET n=n+1 SET m=2 WHERE id='1' RETURNING MODIFIED OLD *
  UPDATE one SET n=n+1 WHERE id='1' RETURNING ALL OLD *
  UPDATE one REMOVE m WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET a=1 REMOVE n WHERE id='1' RETURNING MODIFIED NEW *
  UPDATE one SET l=[1] WHERE id='1'
  UPDATE one SET l=list_append(l,[2,3]) WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET l[0]=9 REMOVE l[1] WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET mm={'a':{'b':1}} WHERE id='1'
  UPDATE one SET mm.a.b=2, mm.c='x' WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET zz.a=2 WHERE id='1'
  UPDATE one SET ss=<<'a'>> WHERE id='1'
  UPDATE one SET ss=set_add(ss,<<'b'>>) WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET ss=set_delete(ss,<<'a'>>) WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET q=if_not_exists(q,5) WHERE id='1' RETURNING ALL NEW *
  UPDATE one SET id='2' WHERE id='1'
  UPDATE one SET a=1
  UPDATE one SET a=1 WHERE a=1
  UPDATE one SET a=2 WHERE id='1' AND a=1 RETURNING ALL NEW *
  UPDATE one SET a=2 WHERE id='1' AND a=1
  UPDATE one SET a=2 WHERE id='1' OR id='2'
  UPDATE one SET a=2 WHERE id IN ('1')
  UPDATE one SET a=2 WHERE id IN ('1','2')
  UPDATE one SET a=2 WHERE id>'1'
  UPDATE one SET a=2 WHERE id='1' AND id='1'
  UPDATE one SET a=nope+1 WHERE id='1'
  UPDATE one SET a='s'+1 WHERE id='1'
  UPDATE one SET a=a-1 WHERE id='1' RETURNING MODIFIED NEW *
  UPDATE one SET a=a*2 WHERE id='1'
  UPDATE one SET a=Upper WHERE id='1'
  UPDATE one SET a="Upper" WHERE id='1' RETURNING MODIFIED NEW *
  UPDATE one SET a=1, a=2 WHERE id='1'
  UPDATE one SET a=attribute_exists(x) WHERE id='1'
  UPDATE one SET a=1 WHERE id='1' RETURNING ALL NEW a
  UPDATE one SET a=1 WHERE id='1' RETURNING MODIFIED *
  UPDATE one REMOVE nope WHERE id='1'
  UPDATE one SET a=1 WHERE id='1' AND attribute_exists(id)
  UPDATE one SET a=1 WHERE id='1' AND nope IS MISSING
  UPDATE one SET a=1 WHERE id='1' AND begins_with("Upper",'Z')
  UPDATE "tab"."gsi" SET a=1 WHERE g='g1'
  UPDATE tab SET a=1 WHERE p='a'
  UPDATE tab SET a=1 WHERE p='a' AND s=1
  UPDATE tab SET a=1 WHERE p='a' AND s=1 AND NOT a=1
  UPDATE tab SET a=1 WHERE p='a' AND s IN (1,2)
  UPDATE nope SET a=1 WHERE p='a'
  UPDATE one SET WHERE id='1'
  DELETE FROM one WHERE id='2'
  DELETE FROM one WHERE id='2'
  DELETE FROM one WHERE id='3' RETURNING ALL OLD *
  DELETE FROM one WHERE id='3' RETURNING ALL OLD *
  DELETE FROM one WHERE id='1' RETURNING ALL NEW *
  DELETE FROM one WHERE id='1' RETURNING MODIFIED OLD *
  DELETE FROM one WHERE id='1' AND a=77
  DELETE FROM one WHERE id='zzz' AND a=77
  DELETE FROM one
  DELETE FROM one WHERE n=1
  DELETE FROM tab WHERE p='a'
  DELETE one WHERE id='1'
  DELETE FROM one.idx WHERE id='1'
  BEGIN
  INSERT INTO one VALUE {'id':'c1','l':[],'m':{},'s':'','n':null}
  INSERT INTO one VALUE {'id':'c2','n':1e200}
  INSERT INTO one VALUE {'id':'c2','n':1+1}
  INSERT INTO one VALUE {'id':'c2','n':x}
  INSERT INTO one VALUE {'id':'c2','n':<<[1]>>}
  INSERT INTO one VALUE {'id':'c3','n':<<1,1.0>>}
  INSERT INTO one VALUE {}
  INSERT INTO tab VALUE {'p':'z','s':1,'g':5}
  INSERT INTO tab VALUE {'p':'z','s':'1'}
  INSERT INTO tab VALUE {'p':'z'}
  UPDATE tab SET g=5 WHERE p='a' AND s=1
  UPDATE one SET a=1 WHERE id=1
  UPDATE one SET a=1 WHERE id=''
  UPDATE one SET a=1 WHERE 'e'=id RETURNING ALL NEW *
  UPDATE one SET a=1 WHERE id='e' AND id='f'
  UPDATE one SET a=1 WHERE (id='e') AND (a=1 AND id='e')
  UPDATE one SET a=1 WHERE id='e' AND (a=1 OR a=2)
  UPDATE one SET a=1 WHERE NOT id='e'
  UPDATE one SET a.b=1 WHERE id='e'
  UPDATE one SET a=5, b=a WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=1 SET b=2 REMOVE c WHERE id='e' RETURNING ALL NEW *
  UPDATE one REMOVE a,b WHERE id='e'
  UPDATE one REMOVE a REMOVE b WHERE id='e' RETURNING ALL NEW *
  UPDATE one REMOVE b SET a=2 WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=set_add(a,<<1>>) WHERE id='e'
  UPDATE one SET nss=set_add(nss,<<1>>) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET z=set_add(nss,<<1>>) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET nss=set_delete(nss,<<1>>) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET nss=set_add(nss,1) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=a+a-1 WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=(a+1) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=-a WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=-1+a WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l=list_append([0],[1]) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET a=if_not_exists(zz,1)+1 WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l[5]=1 WHERE id='e' RETURNING MODIFIED NEW *
  UPDATE one SET l=list_append(list_append(l,[1]),[2]) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l=if_not_exists(l,list_append([1],[2])) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l2=if_not_exists(l2,list_append([1],l)) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l=list_append(if_not_exists(zz,[7]),l) WHERE id='e' RETURNING ALL NEW *
  UPDATE one SET l=list_append(l,5) WHERE id='e'
  UPDATE one SET l=list_append(l) WHERE id='e'
  UPDATE one SET "quo ted"=1, q."a b"=2 WHERE id='e' RETURNING MODIFIED NEW *
  UPDATE one SET a=null WHERE id='e' RETURNING MODIFIED NEW *
  UPDATE one SET a=missing WHERE id='e' RETURNING MODIFIED NEW *
  UPDATE one SET a=nofunc(1) WHERE id='e'
  UPDATE one SET a='x' || 'y' WHERE id='e'
  UPDATE one SET id='e' WHERE id='e'
  UPDATE one SET a=1 WHERE id='e' RETURNING ALL OLD *, MODIFIED NEW *
  UPDATE one a SET a=1 WHERE id='e'
  UPDATE one WHERE id='e'
  DELETE FROM one WHERE id='c1' AND l=[] RETURNING ALL OLD *
  DELETE FROM one x WHERE id='c1'
`);

const each = (...sources: readonly string[]) => sources.map((Statement) => ({ Statement }));
const withOldItem = (Statement: string) => ({ Statement, ReturnValuesOnConditionCheckFailure: "ALL_OLD" });

export const batches: readonly (readonly object[])[] = [
  each("SELECT * FROM one WHERE id='1'", "SELECT n FROM one WHERE id='zz'", "SELECT * FROM one WHERE id='e' AND n=1"),
  each("SELECT * FROM one", "SELECT p FROM tab WHERE p='a'", "SELECT p FROM tab.gsi WHERE g='g1'"),
  each("INSERT INTO one VALUE {'id':'b1'}", "INSERT INTO one VALUE {'id':'1'}", "UPDATE one SET n=9 WHERE id='e'"),
  each("INSERT INTO one VALUE {'id':'b2'}", "SELECT * FROM one WHERE id='1'"),
  each("UPDATE one SET a=5 WHERE id='b1' RETURNING ALL NEW *", "DELETE FROM one WHERE id='e' RETURNING ALL OLD *"),
  [withOldItem("UPDATE one SET a=5 WHERE id='1' AND a=99"), ...each("DELETE FROM one WHERE id='b1' AND a=88")],
  each("UPDATE one SET a=5 WHERE id='1' OR id='2'", "DELETE FROM one WHERE id='b1'"),
  [],
];

export const transactions: readonly (readonly object[])[] = [
  each("SELECT * FROM one WHERE id='1'", "SELECT n FROM one WHERE id='zz'"),
  each(
    "INSERT INTO one VALUE {'id':'t1'}",
    "UPDATE one SET n=10 WHERE id='1'",
    "EXISTS(SELECT * FROM tab WHERE p='a' AND s=1 AND x IS NOT MISSING)",
  ),
  each("INSERT INTO one VALUE {'id':'t1'}", "UPDATE one SET n=11 WHERE id='1'"),
  each("SELECT * FROM one WHERE id='1'", "DELETE FROM one WHERE id='t1'"),
  each("SELECT * FROM one WHERE id='1' AND n=5"),
  each("DELETE FROM one WHERE id='t1' RETURNING ALL OLD *"),
  each("DELETE FROM one WHERE id='t1'", "DELETE FROM one WHERE id='t1'"),
  each("EXISTS(SELECT * FROM one WHERE id='1' AND n IS MISSING)", "DELETE FROM one WHERE id='t1'"),
  each("EXISTS(SELECT * FROM one WHERE id='1')", "DELETE FROM one WHERE id='t1'"),
  each("SELECT * FROM one"),
  each("UPDATE one SET n=1 WHERE id='zzzzz'"),
  [withOldItem("UPDATE one SET n=1 WHERE id='1' AND n=99"), ...each("DELETE FROM one WHERE id='t1'")],
  each("SELECT * FROM one WHERE id='1'", "SELECT n FROM one WHERE id='1'"),
  each("UPDATE one SET n=n+'x' WHERE id='1'", "DELETE FROM one WHERE id='t1'"),
  [],
];
