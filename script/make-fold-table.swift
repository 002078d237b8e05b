// Makes the fold table: what each code point is folded to before it is indexed or searched, and whether it is part of
// a word, a character searched on its own, a space, nothing, or a gap. Run by `make-fold-table` beside this.
//
// The table is made from the Unicode properties of the Swift library, from ICU's character correspondence of
// traditional and simplified forms (through Foundation), and from the lists of variant forms below. Run it again only
// when a list changes: another release of Unicode would change how an existing index must be read, so whoever does
// also raises `IndexFormat.version`.
import Foundation

/// Forms ICU's correspondence leaves out, each followed by the form it is searched as.
let variants = """
    値值緖绪産产滙汇彊强淸清靑青黃黄呂吕內内別别刪删勻匀卽即吿告奐奂姍姗嬀妫屛屏幷并彥彦悅悦悞误戱戏搖摇敘叙敍叙晩晚柵栅毎每沒没淨净渇渴溫温滾滚瑤瑶眞真衆众
    眾众禿秃稅税絕绝絶绝緑绿羨羡蔥葱虛虚蛻蜕衛卫衞卫裝装説说豎竖郞郎鄕乡鋭锐鉄铁鐡铁閲阅隷隶顔颜餠饼飮饮駡骂鷄鸡塩盐斉齐亀龟気气駅驿売卖図图団团対对帰归広广
    発发経经県县辺边沢泽浜滨滝泷竜龙応应悪恶恵惠戦战択择拡扩拠据検检権权栄荣楽乐歓欢歩步浄净渋涩済济満满瀬濑焼烧犠牺獣兽砕碎穏稳絵绘継继続续縄绳縦纵総总聴听
    脳脑臓脏薬药蔵藏覚觉観观訳译読读証证譲让豊丰賛赞転转軽轻逓递遅迟鉱矿銭钱関关陥陷険险隠隐雑杂霊灵頼赖顕显騒骚験验髄髓鶏鸡黒黑歯齿両两並并乗乘亜亚仏佛仮假
    伝传価价倹俭児儿円圆処处剣剑剤剂労劳勅敕勧劝勲勋厳严収收呉吴圏圈圧压塁垒壊坏壌壤壱壹変变奨奖姫姬嬢娘実实寛宽専专巣巢巻卷帯带庁厅廃废弾弹徳德徴征恆恒悩恼
    懐怀戯戏抜拔払拂拝拜挙举挿插捜搜掲揭揺摇摂摄撃击斎斋暁晓暦历曽曾桜樱様样渓溪為为猟猎甞尝畳叠疎疏糸丝皐皋竃灶羣群畧略冊册喫吃廵巡囬回囘回廻回囯国圀国坿附
    埳坎堦阶塟葬夀寿庻庶廰厅廐厩廏厩弔吊彜彝彞彝怱匆悤匆悽凄惪德慙惭憇憩扞捍抅拘捄救掛挂採采攷考敺驱昇升陞升昬昏暎映曡叠朶朵栢柏柹柿桒桑桮杯盃杯梹槟棃梨椀碗
    盌碗楳梅槕桌樑梁櫈凳欬咳歎叹氷冰決决洩泄涖莅蒞莅淒凄減减湧涌溼湿滷卤潄漱澂澄灑洒災灾烖灾炤照煙烟燉炖牀床犂犁犇奔甎砖畊耕畮亩疋匹痺痹皷鼓鼔鼓眎视矁瞅矴碇
    碪砧礮炮祕秘秈籼稈秆稉粳秔粳穤糯穨颓窰窑窯窑窓窗牎窗窻窗筍笋箇个籤签糉粽糭粽絃弦綵彩緜绵繖伞罸罚羢绒翦剪耡锄肎肯脗吻脣唇臈腊菸烟葢盖蒐搜蓆席藁稿蘂蕊蘃蕊
    蘓苏蝨虱衇脉脈脉衺邪袟帙袠帙裠裙襃褒覩睹觔斤譌讹詠咏諠喧譁哗謌歌讎仇讐仇豓艳豔艳賍赃贓赃跡迹蹟迹踰逾躭耽軄职軆体躰体辤辞迺乃逈迥逩奔遊游遶绕邨村隣邻醻酬
    酧酬鈔钞銜衔衘衔啣衔鎻锁鎖锁鑛矿鑪炉闇暗隖坞雝雍韈袜韤袜頫俯飜翻繙翻餧喂餹糖饍膳駈驱髩鬓鬂鬓鬦斗鰐鳄鳬凫鴈雁鵞鹅鷰燕鹻碱鹼碱斚斝雰氛恠怪慿凭凴凭憑凭徃往
    悮误愽博懴忏拏拿挐拿捴总揔总摠总敂叩旾春暠皓朞期椶棕榦干樐橹橜橛檇槜欝郁欎郁歴历毘毗泒派涙泪淚泪渉涉淵渊渕渊漑溉潅灌灔滟烱炯焫爇煑煮熈熙凞熙熒荧牕窗犻狈
    猨猿獘毙珎珍琹琴瓈璃瓌瑰甕瓮罋瓮畱留畄留疉叠疿痱癡痴皃貌睠眷矦侯碁棋磟碌稺稚穉稚穐秋龝秋穭稆窪洼竈灶筭算篭笼籠笼粇糠粰麸糓谷繦襁繮缰缻缶罇樽甔坛罎坛罈坛
    耼聃聦聪聰聪肬疣胷胸脅胁脇胁臝裸艢樯艪橹苺莓荅答菢抱蓡参葠参蕚萼薙剃蘤花虵蛇蚘蛔蛕蛔蜋螂螡蚊蠒茧衂衄衊蔑裵裴褎袖覇霸覔觅覓觅觧解詶酬諂谄謟谄謡谣譛谮讃赞
    讚赞谿溪貎貌賔宾賓宾賫赍賷赍贋赝贗赝趂趁跥跺跴踩踈疏躶裸輙辄輭软轟轰迯逃逰游邇迩鄊乡醼宴釡釜鈎钩鉤钩鉢钵鍳鉴鑑鉴鑒鉴鏁锁鐫镌鎸镌閙闹鬧闹閴阒陗峭陻堙雋隽
    雞鸡霑沾靭韧靱韧韌韧韮韭飃飘飈飙飇飙餚肴餽馈饑饥飢饥馿驴駮驳騐验騣鬃鬉鬃骽腿髈膀髥髯髴佛髣仿鬪斗鬬斗魷鱿鮎鲶鯰鲶鴉鸦鵶鸦鶯莺鸎莺麞獐麯曲麴曲麺面麪面麫面
    黴霉齅嗅齧啮齩咬龢和○〇◯〇
    """

/// Simplified by analogy, rarer than ICU goes (extensions A to G).
let analogies = """
    㑮𫝈㑯㑔㑶㐹㒓𠉂㓄𪠟㓨刾㔋𪟎㖮𪠵㗲𠵾㗿𪡛㘉𠰱㘓𪢌㘔𫬐㛝𫝦㜄㚯㜏㛣㜐𫝧㜗𡞋㜢𡞱㜷𡝠㞞𪨊㟺𪩇㢗𪪑㢝𢋈㦎𢛯㦛𢗓㦞𪫷㨻𪮃㩋𪮋㩵擜㪎𪯋㯤𣘐㰙𣗙㵗𣳆㵾𪷍㶆𫞛㷍𤆢㷿𤈷
    㸇𤎺㹽𫞣㺏𤠋㺜𪺻㻶𪼋㿖𪽮㿗𤻊㿧𤽯䀉𥁢䀹𥅴䁪𥇢䁻䀥䂎𥎝䅐𫀨䅳𫀬䆉𫁂䉑𫁲䉙𥬀䉬𫂈䉲𥮜䉶𫁷䊭𥺅䊺𫄚䋃𫄜䋔𫄞䋚䌻䋦𫄩䋹䌿䋼𫄮䋿𦈓䌈𦈖䌋𦈘䌖𦈜䌝𦈟䌟𦈞䌥𦈠䌰𦈙䍤𫅅
    䍦䍠䍽𦍠䎙𫅭䎱䎬䕤𫟕䕳𦰴䖅𫟑䗅𫊪䗿𧉞䙔𫋲䙡䙌䙱𧜭䚩𫌯䛄𫍠䛳𫍫䜀䜧䜖𫟢䝭𫎧䝻𧹕䞈𧹑䞋𫎪䞓𫎭䟃𫎺䟆𫎳䟐𫎱䠆𫏃䠱𨅛䡐𫟤䡩𫟥䢨𨑹䤤𫟺䥄𫠀䥇䦂䥗𫔋䥩𨱖䥯𫔆䥱䥾䦘𨸄
    䦛䦶䦟䦷䦯𫔵䦳𨷿䧢𨸟䪊𫖅䪏𩏼䪗𩐀䪘𩏿䪴𫖫䪾𫖬䫀𫖱䫂𫖰䫟𫖲䫴𩖗䫶𫖺䫻𫗇䫾𫠈䬓𫗊䬘𩙮䬝𩙯䬞𩙧䬧𫗟䭀𩠇䭃𩠈䭑𫗱䭔𫗰䭿𩧭䮝𩧰䮞𩨁䮠𩧿䮫𩨇䮰𫘮䮳𩨏䮾𩧪䯤𩩈䱀𫚐䱁𫚏
    䱙𩾈䱧𫚠䱬𩾊䱰𩾋䱷䲣䱸𫠑䲅𫚜䲖𩾂䲰𪉂䳜𫛬䳢𫛰䳤𫛮䳧𫛺䳫𫛼䴋𫜅䴬𪎈䴱𫜒䴴𪎋䴽𫜔䵳𪑅䵴𫜙䶕𫜨䶲𫜳俓𠇹俥伡倲㑈偑㐽傌㐷儁俊儎傤儣𠆲儭𠋆冑胄凙𪞝剾𠛅勑𠡠厤历哯𠯟
    唓𪠳嗰𠮶嗹𪡏嘓啯嘪𪡃嘳𪡞嘺𪡀噅𠯠噞𪡋嚛𪠸嚧𠰷嚽𪢕囃𠱞囌苏囒𪢠圞𪢮垻坝埬𪣆堚𪣒墰坛墲𪢸壈𡒄壗𡋤壣𪤚婡𫝫媈𫝨媰㛀嫺娴嬇𫝬嬣𪥰嬦𫝩嬻𪥿孄𫝮孆𫝭孇𪥫孋㛤孎𡠟孻𡥧
    孾𪧀寀采寠𪧘屩𪨗峯峰嵗岁嵼𡶴嵾㟥嶈𡺃嶘𡺄嶹𫝵嶽岳巊𪩎巗𪨷巹卺幓㡎幝𪩷幩𪩸廕荫廧𪪞彃𪪼彔录彫雕彲彨徿𪫌愻𢙏慺㥪憢𢙒憸𪫺憹𢙐懀𢙓懎𢠁懤㤽挱挲捱挨掆㧏掚𪭵揯搄
    摋𢫬摐𪭢撊𪭾撧𪮖擟𪭧擫𢬍擽㧰攋𪮶敎教敓敚斅𢽾斸𣃁旂旗旣既曊𪰶曥𣆐朥𦛨朮术枴拐柺拐査查桱𣐕梖𪱷棊棋椲㭏楇𣒌榘矩槫𣏢槮椮槶椢槼椝樠𣗊樢㭤樤𣔌樧榝樫㭴樳桪樿椫
    橯𣓿檭𣘴檵𪲛櫅𪲎櫠𪲮欅榉欇𪳍欍𣐤欐𪲔欑𪴙欘𣚚殢𣨼殭僵殻壳毊𪵑氭𣱝泝溯涗涚淩凌溡𪶄潚㴋潣𫞗澅𣶩澬𫞚澾㳠濄㳡濛蒙濧㳔濿𪵱瀃𣽷灍𫞝灒𪷽灙𣺼灡㳕灩滟煇𪸩熂𪸕熉𤈶
    熌𤇄熓𤆡熚𤇹熡𤋏爃𫞡爄𤇃爇𦶟爖𤇭爥𪹳爧𫞠犛牦犞𪺭猌𪺽獊𪺷獩𤞃玁𤞤珼𫞥琱雕瑻𪻲瑽𪻐璝𪻺璯㻅璸瑸璼𫞨璾𫞦璿璇瓄𪻨瓕𤦀甦苏甯宁畵画畼𪽈痮𪽪瘱𪽷癐𤶊皟𤾀盨𪾔眝𪾣
    瞤𥆧矇蒙矉𪾸矑𪾦硃朱碕埼碙𥐻碽䂵磠硵礒𥐟竚𥩟竱𫁟篘𥬠篠筿篸𥮾簂𫂆簑蓑簢𫂃籅𥫣籋𥬞籔䉤糺𫄙紟𫄛絁𫄟絍𫟃絙𫄠絥𫄢絧𫄡綀𦈌綇𦈋綋𫟄綟𫄫緍𦈏緟𫟆緤𫄬緮𫄭緰𦈕緷𦈉
    緸𦈑緼缊縍𫄰縎𦈔縬𦈚縰𫄳縸𫄲縺𦈐繂𫄴繈𫄶繏𦈝繐𰬸繓𦈛繟𦈎繨𫄤繬𫄱繷𫄣纇颣纗𫄹纚𫄥羵𫅗聻𫆏脥𣍰脩修腪𣍯膹𪱥臗𣎑舘馆艣𫇛菕𰰨菴庵萴荝葝𫈎蒕蒀蒭𫇴蓧𦰏蓴莼蔘参
    蔯𫈟蕝𫈵蕳𫈉蕽𫇽薆𫉁薵䓓薹苔蘟𦻕蟂𫋇蟘𫋌蟜𫊸蟳𫊻蠀𧏗蠁蚃蠙𧏖蠦𫊮蠾𧑏衕同襉裥襓𫋹襗𫋷襘𫋻襰𧝝襵𫌇覛𫌪覹𫌭覼𫌨訑𫍙訜𫍛訞𫍚訨𫟞詀𧮪詊𫟟詑𫍡詓𫍜誂𫍥誋𫍪誫𫍨
    誳𫍮誴𫟡誷𫍬誺𫍧諣𫍩諥𫍳諯𫍱諰𫍰謆𫍸謉𫍷謯𫍹謱𫍴謸𫍵譂𫟠譆𫍻譊𫍢譑𫍤譨𫍦譭毁讅谉豵𫎆貗𫎌賝𫎩賟𧹖贃𧹗贉𫎫贑𫎬贚𫎦蹔𫏐蹠跖蹳𫏆蹻𫏋躎䟢躘𨀁躝𨅬軉𨉗軕𫐅軗𨐅
    軜𫐇軨𫐉軬𫐊軷𫐈軿𫐌輖𫐏輢𫐎輨𫐑輷𫐒輼辒轇𫐖轊𫐕轐𫐗轗𫐘轠𫐙轣𫐆遡溯遱𫐷鄟𫑘醟蒏醣糖醶𫑷釚𫟲釟𫓥釨𫓦釲𫟳釳𨰿釾䥺鈅钥鈆𫓪鈋𨱂鈖𫟴鈗𫟵鈛𫓨鈠𨱁鈡钟鈯𨱄鈲𨱃
    鉁𨱅鉆钻鉔𫓬鉠𫓭鉳锫鉽𫟸鉾𫓴銁𫓲銂𫟻銊𫓰銏𫟶鋂𰾄鋉𨱈鋠𫓵錂𨱋錜𫓻錝𫓽錥𫓾錼镎錽𫓸鍄𨱉鍅钫鍉𫔂鍒𫔄鍮𨱎鍼针鎈𫟿鎌镰鎍𫔅鎙𫔈鎞𫔇鎭镇鎯𨱍鎷𨰾鏆𨱌鏉𨱒鏚𬭭鏥𫔊
    鏦𫓩鏾𫔌鐈𫓱鐎𨱓鐥䦅鐪𫓺鐼𫔁鑀𰾭鑉𫠁鑴𫔔钂镋閍𨸂閐𨸃閗𫔯閝𫠂閞𫔰閤合閵𫔴隯陦霣𫕥霼𪵣靝靔靧𫖃鞦秋鞾𫖇韆千韚𫠅韛𫖔韝鞲韠𫖒顂𩓋顃𩖖顅𫖶顣𫖹颰𩙥颷𩙪颾𩙫飋𫗋
    飦𫗞飱飧飵𫗢飶𫗣餈糍餔𫗦餦𫗠餪𫗬餫𫗥餭𫗮餸𩠌饟𫗵饠𫗩馯𫘛駊𫘟駎𩧨駚𩧫駞𫘞駤𫘠駧𩧲駩𩧴駫𫘡駶𩧺駻𫘣騃𫘤騉𫘥騔𩨀騚𩨊騜𫘩騝𩨃騟𩨈騪𩨄騴𫘫騻𫘭騼𫠋驋𩧯驓𫘯驙𫘰
    驨𫘱鬖𩭹鬠𫘽魟𫚉魥𩽹魦𫚌魵𫚍魽𫠐鮄𫚒鮅𫚑鮤𫚓鮯𫚗鮰𫚔鮵𫚛鮿𫚚鯄𩾁鯆𫚙鯗鲞鯞𫚡鯬𫚞鯱𩾇鯶𩽼鯾𫚣鰋𫚢鰌䲡鰑𫚊鰕𫚥鰛鳁鰦𫚤鰫𫚦鰽𫚧鱄𫚋鱆𫠒鱊𫚪鱢𫚫鱮𫚈鳷𫛛鳼𪉃
    鳽𫛚鴀𫛜鴃𫛞鴅𫛝鴐𫛤鴔𫛡鴗𫁡鴜𪉈鴥𫛣鴮𫛦鴲𪉆鴳𫛩鴽𫛪鵊𫛥鵚𪉍鵧𫛨鵩𫛳鵫𫛱鵰雕鶌𫛵鶒𫛶鶗𫛸鶦𫛷鶭𫛯鶰𫛫鶿鹚鷅𫛽鷉䴘鷐𫜀鷔𪉑鷣𫜃鷤𫛴鷨𪉊鷩𫜁鷴鹇鷷𫜄鸊䴙鸋𫛢
    鸗𫛟麨𪎊麬𤿲麲𪎉麳𪎌麷𫜑鼂鼌齭𫜭齰𫜬齴𫜮齾𫜰龓𫜲龭𩨎龯𨱆鿁䜤鿓鿒𠁞𠀾𠌥𠆿𠏢𠉗𠐊𫝋𠗣㓆𠞆𠛆𠠎𠚳𠬙𪠡𠽃𪠺𠿕𪜎𡂡𪢒𡃄𪡺𡃕𠴛𡃤𪢐𡄔𠴢𡄣𠵸𡅏𠲥𡅯𪢖𡑭𡋗𡓁𪤄𡓾𡋀𡔖𡍣
    𡞵㛟𡟫𫝪𡠹㛿𡢃㛠𡮉𡭜𡮣𡭬𡳳𡳃𡸗𪨩𡹬𪨹𡻕岁𡽗𡸃𡾱㟜𡿖𪩛𢍰𪪴𢠼𢙑𢣐𪬚𢣚𢘝𢣭𢘞𢤩𪫡𢤱𢘙𢤿𪬯𢯷𪭝𢶒𪭯𢶫𢫞𢷮𢫊𢹿𢬦𢺳𪮳𣈶暅𣋋𣈣𣍐𫧃𣙎㭣𣜬𪳗𣝕𣘷𣞻𣘓𣠩𣞎𣠲𣑶𣯩𣯣𣯴𣭤
    𣯶毶𣽏𪶮𣾷㳢𣿉𣶫𤁣𣺽𤄷𪶒𤅶𣷷𤑳𤎻𤑹𪹀𤒎𤊀𤒻𪹹𤓌𪹠𤓎𤎺𤓩𤊰𤘀𪺣𤛮𤙯𤛱𫞢𤜆𪺪𤠮𪺸𤢟𤝢𤢻𢢐𤩂𫞧𤪺㻘𤫩㻏𤬅𪼴𤳷𪽝𤳸𤳄𤷃𪽭𤸫𤶧𤺔𪽴𥊝𥅿𥌃𥅘𥏝𪿊𥕥𥐰𥖅𥐯𥖲𪿞𥗇𪿵𥜐𫀓
    𥜰𫀌𥞵𥞦𥢢䅪𥢶𫞷𥢷𫀮𥨐𥧂𥪂𥩺𥯤𫁳𥴨𫂖𥴼𫁺𥵃𥱔𥵊𥭉𥶽𫁱𥸠𥮋𥻦𫂿𥼽𥹥𥽖𥺇𥾯𫄝𥿊𦈈𦀖𫄦𦂅𦈒𦃄𦈗𦃩𫄯𦅇𫄪𦅈𫄵𦆲𫟇𦒀𫅥𦔖𫅼𦘧𡳒𦟼𫆝𦠅𫞅𦡝𫆫𦢈𣍨𦣎𦟗𦧺𫇘𦪙䑽𦪽𦨩𦱌𫇪
    𦾟𦶻𧎈𧌥𧒯𫊹𧔥𧒭𧕟𧉐𧜗䘞𧜵䙊𧝞䘛𧞫𫌋𧟀𧝧𧡴𫌫𧢄𫌬𧦝𫍞𧦧𫍟𧩕𫍭𧩙䜥𧩼𫍶𧫝𫍺𧬤𫍼𧭈𫍾𧭹𫍐𧳟𧳕𧵳䞌𧶔𧹓𧶧䞎𧷎𪠀𧸘𫎨𧹈𪥠𧽯𫎸𨂐𫏌𨄣𨀱𨅍𨁴𨆪𫏕𨇁𧿈𨇞𨅫𨇤𫏨𨇰𫏞𨇽𫏑
    𨈊𨂺𨈌𨄄𨊰䢀𨊸䢁𨊻𨐆𨋢䢂𨌈𫐍𨍰𫐔𨎌𫐋𨎮𨐉𨏠𨐇𨏥𨐊𨞺𫟫𨟊𫟬𨢿𨡙𨣈𨡺𨣞𨟳𨣧𨠨𨤻𨤰𨥛𨱀𨥟𫓫𨦫䦀𨧜䦁𨧰𫟽𨧱𨱊𨨛𫓼𨨢𫓿𨩰𫟾𨪕𫓮𨫒𨱐𨬖𫔏𨭖𫔑𨭸𫔐𨮂𨱕𨮳𫔒𨯅䥿𨯟𫔓𨰃𫔉
    𨰋𫓳𨰥𫔕𨰲𫔃𨲳𫔖𨳑𨸁𨳕𨸀𨴗𨸅𨴹𫔲𨵩𨸆𨵸𨸇𨶀𨸉𨶏𨸊𨶮𨸌𨶲𨸋𨷲𨸎𨼳𫔽𨽏𨸘𩀨𫕚𩅙𫕨𩎖𫖑𩎢𩏾𩏂𫖓𩏠𫖖𩏪𩏽𩏷𫃗𩑔𫖪𩒎𫖭𩓣𩖕𩓥𫖵𩔑𫖷𩔳𫖴𩖰𫠇𩗀𩙦𩗓𫗈𩗴𫗉𩘀𩙩𩘝𩙭𩘹𩙨
    𩘺𩙬𩙈𩙰𩚛𩟿𩚥𩠀𩚩𫗡𩚵𩠁𩛆𩠂𩛌𫗤𩛡𫗨𩛩𩠃𩜇𩠉𩜦𩠆𩜵𩠊𩝔𩠋𩝽𫗳𩞄𩠎𩞦𩠏𩞯䭪𩟐𩠅𩟗𫗚𩠴𩠠𩡣𩡖𩡺𩧦𩢡𩧬𩢴𩧵𩢸𩧳𩢾𩧮𩣏𩧶𩣑䯃𩣫𩧸𩣵𩧻𩣺𩧼𩤊𩧩𩤙𩨆𩤲𩨉𩤸𩨅𩥄𩨋𩥇𩨍
    𩥉𩧱𩥑𩨌𩦠𫠌𩧆𩨐𩭙𩬣𩯁𫙂𩯳𩯒𩰀𩬤𩰹𩰰𩳤𩲒𩴵𩴌𩵦𫠏𩵩𩽺𩵹𩽻𩶁𫚎𩶘䲞𩶰𩽿𩶱𩽽𩷰𩾄𩸃𩾅𩸄𫚝𩸡𫚟𩸦𩾆𩻗𫚨𩻬𫚩𩻮𫚘𩼶𫚬𩽇𩾎𩿅𫠖𩿤𫛠𩿪𪉄𪀖𫛧𪀦𪉅𪀾𪉋𪁈𪉉𪁖𪉌𪂆𪉎𪃍𪉐
    𪃏𪉏𪃒𫛻𪃧𫛹𪄆𪉔𪄕𪉒𪅂𫜂𪆷𫛾𪇳𪉕𪈼𱊜𪉸𫜊𪋿𫧮𪌭𫜓𪍠𫜕𪓰𫜟𪔵𪔭𪘀𪚏𪘯𪚐𪙏𫜯𪟖𠛾𪷓𣶭𫒡𫓷𫜦𫜫
    """

/// Radicals that text extracted from PDF often holds in place of the character (CJK Radicals Supplement; the Kangxi
/// radicals have compatibility decompositions).
let radicals = """
    ⺀冫⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛
    ⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝
    ⻐钅⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟
    """

/// Everything that is one searched form, by source.
let given: [Unicode.Scalar: Unicode.Scalar] = {
    var forms: [Unicode.Scalar: Unicode.Scalar] = [:]
    for list in [variants, analogies, radicals] {
        let scalars = Array(list.unicodeScalars).filter { !$0.properties.isWhitespace }
        precondition(scalars.count % 2 == 0, "a list does not come in pairs")
        for place in stride(from: 0, to: scalars.count, by: 2) where scalars[place] != scalars[place + 1] {
            forms[scalars[place]] = scalars[place + 1]
        }
    }
    return forms
}()

enum Kind: Int { case gap, word, han, dropped, space }

func inside(_ value: UInt32, _ ranges: [ClosedRange<UInt32>]) -> Bool { ranges.contains { $0.contains(value) } }

/// Marks that are left out, so that é, e + U+0301 and e are one. Vowel signs of other scripts are not among them.
let droppedMarks: [ClosedRange<UInt32>] = [
    0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x05BF...0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5,
    0x05C7...0x05C7, 0x064B...0x0652, 0x0670...0x0670, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
    0x302A...0x302F, 0x3099...0x309C, 0xFE20...0xFE2F, 0xFF9E...0xFF9F,
]

/// Characters found one by one, in any substring: Han, kana, Hangul, bopomofo, other scripts written without spaces
/// in China, ideographic description, private use (characters made for a name are common in archives), emoji.
let single: [ClosedRange<UInt32>] = [
    0x1100...0x11FF, 0x2600...0x27BF, 0x2E80...0x2FDF, 0x2FF0...0x2FFF, 0x3005...0x3007, 0x3021...0x3029,
    0x3031...0x3035, 0x3038...0x303C, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
    0x3105...0x312F, 0x3131...0x318E, 0x3190...0x319F, 0x31A0...0x31EF, 0x31F0...0x31FF, 0x3200...0x33FF,
    0x3400...0x4DBF, 0x4DC0...0x4DFF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xD7B0...0xD7FF, 0xE000...0xFAFF, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F000...0x1FBFF, 0x20000...0x3FFFD,
]

/// What is dropped or a space by itself, before any folding.
func kindBeforeFolding(_ scalar: Unicode.Scalar) -> Kind? {
    let value = scalar.value
    if inside(value, droppedMarks) || scalar.properties.isDefaultIgnorableCodePoint { return .dropped }
    // A form feed parts pages, U+2029 paragraphs, U+0085 and U+000B nothing that is text.
    if [0x0B, 0x0C, 0x85, 0x2029].contains(value) { return .gap }
    return scalar.properties.isWhitespace ? .space : nil
}

func kind(_ scalar: Unicode.Scalar) -> Kind {
    if let kind = kindBeforeFolding(scalar) { return kind }
    if inside(scalar.value, single) { return .han }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
        .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
        return .word
    default: return .gap
    }
}

func onlyScalar(_ text: String) -> Unicode.Scalar? {
    let scalars = text.unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
}

let toSimplified = StringTransform("Traditional-Simplified")

/// Simplified forms that ICU sends on to a form which it sends back.
let kept: Set<Unicode.Scalar> = ["苎"]

/// One step: width and compatibility, marks off, lower case, variant, simplified.
func step(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let parts = Array(String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars)
        .filter { kindBeforeFolding($0) != .dropped }
    var form = parts.count == 1 && kindBeforeFolding(parts[0]) == nil ? parts[0] : scalar
    form = onlyScalar(form.properties.lowercaseMapping) ?? form
    // The final sigma is a sigma.
    if form.value == 0x3C2 { form = "σ" }
    if let given = given[form] { return given }
    guard !kept.contains(form), inside(form.value, [0x2E80...0x9FFF, 0x20000...0x3FFFD]) else { return form }
    return String(form).applyingTransform(toSimplified, reverse: false).flatMap(onlyScalar) ?? form
}

func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    var form = scalar
    for _ in 0..<8 {
        let next = step(form)
        if next == form { return form }
        form = next
    }
    fatalError("U+\(String(scalar.value, radix: 16)) goes in a circle")
}

var pairs: [(UInt32, UInt32)] = []
var kinds: [(first: UInt32, last: UInt32, kind: Kind)] = []
// Beyond the third plane nothing folds; the tokeniser knows the private planes and the tags by itself.
for value in UInt32(0)...0x3FFFF {
    // A surrogate is never in valid UTF-8; it takes the kind of its neighbours so that it makes no range of its own.
    var found = kinds.last?.kind ?? .gap
    if let scalar = Unicode.Scalar(value) {
        if let early = kindBeforeFolding(scalar) {
            found = early
        } else {
            let folded = fold(scalar)
            if folded != scalar { pairs.append((value, folded.value)) }
            found = kind(folded)
        }
    }
    if let last = kinds.last, last.kind == found {
        kinds[kinds.count - 1].last = value
    } else {
        kinds.append((value, value, found))
    }
}

func lines(_ items: [String]) -> String {
    var text = ""
    var line = "   "
    for item in items {
        if line.utf8.count + item.utf8.count + 2 > 120 {
            text += line + "\n"
            line = "   "
        }
        line += " " + item + ","
    }
    return text + line + "\n"
}

func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16, uppercase: true) }

// Runs of pairs with one distance and one stride are one line: (first, count, stride, distance).
var runs: [String] = []
var place = 0
while place < pairs.count {
    let (from, to) = pairs[place]
    let distance = Int64(to) - Int64(from)
    var stride: UInt32 = 1
    var count = 1
    if place + 1 < pairs.count, Int64(pairs[place + 1].1) - Int64(pairs[place + 1].0) == distance,
        pairs[place + 1].0 - from <= 2
    {
        stride = pairs[place + 1].0 - from
        while place + count < pairs.count, pairs[place + count].0 == from + UInt32(count) * stride,
            Int64(pairs[place + count].1) - Int64(pairs[place + count].0) == distance
        {
            count += 1
        }
    }
    runs.append(count == 1 ? "{\(hex(from)),1,1,\(distance)}" : "{\(hex(from)),\(count),\(stride),\(distance)}")
    place += count
}

let header = """
    /* Written by script/make-fold-table. Do not edit. */
    #ifndef CSEARCH_FOLD_TABLE_H
    #define CSEARCH_FOLD_TABLE_H
    #include <stdint.h>

    /* \(pairs.count) code points that fold to another: first, how many, stride, distance. */
    static const struct fold_run { uint32_t first; uint16_t count; uint16_t stride; int32_t distance; } fold_runs[] = {
    \(lines(runs))};

    /* Where a kind begins (by the code point itself): 0 gap, 1 word, 2 han, 3 dropped, 4 space. */
    static const struct kind_start { uint32_t first; uint8_t kind; } kind_starts[] = {
    \(lines(kinds.map { "{\(hex($0.first)),\($0.kind.rawValue)}" }))};

    #endif

    """

let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
let target = root.appendingPathComponent("Sources/CSearch/fold_table.h")
if CommandLine.arguments.dropFirst().first == "--check" {
    let same = (try? String(contentsOf: target, encoding: .utf8)) == header
    print(same ? "the fold table is up to date" : "the fold table differs: run script/make-fold-table")
    exit(same ? 0 : 3)
}
try header.write(to: target, atomically: true, encoding: .utf8)
print("\(pairs.count) pairs in \(runs.count) runs, \(kinds.count) ranges: \(target.path)")
