import Archive

/// In which script a title or text of the records is written, for `lang` attributes: screen readers and fonts need it.
enum Tongue {
    /// `zh-Hant` for traditional characters; `zh-Hans` for other Chinese on an English page; else `nil`, as the page.
    static func tag(of text: String, on page: Language) -> String? {
        var han = false
        for scalar in text.unicodeScalars.prefix(400) where scalar.value >= 0x3400 {
            if (first..<last).contains(scalar.value) {
                let place = Int(scalar.value - first)
                if traditional[place / 64] >> UInt64(place % 64) & 1 == 1 { return "zh-Hant" }
                han = true
            } else if scalar.value < first || scalar.value >= 0x20000 {
                han = true
            }
        }
        return han && page == .en ? Language.zh.tag : nil
    }

    /// A piece of a text: in Chinese, with its tag, or not.
    struct Run: Equatable {
        let text: Substring
        let tag: String?
    }

    /// Whether a text has a byte that only characters from U+3000 up have: quick, for the many texts that have none.
    static func mayBeChinese(_ text: String) -> Bool { text.utf8.contains { $0 >= 0xE3 } }

    /// A text of an English page cut where Chinese begins and ends. What stands between two characters (figures, stops,
    /// spaces) goes with them; Latin letters do not.
    static func runs(in text: String) -> [Run] {
        let scalars = text.unicodeScalars
        var runs: [Run] = []
        var place = scalars.startIndex
        var plain = place
        while place < scalars.endIndex {
            guard isHan(scalars[place]) else {
                place = scalars.index(after: place)
                continue
            }
            var begin = place
            while begin > plain, isOpening(scalars[scalars.index(before: begin)]) {
                begin = scalars.index(before: begin)
            }
            var end = scalars.index(after: place)
            var ahead = end
            while ahead < scalars.endIndex, !isLetter(scalars[ahead]) {
                let scalar = scalars[ahead]
                ahead = scalars.index(after: ahead)
                if isHan(scalar) || isMark(scalar) { end = ahead }
            }
            if plain < begin { runs.append(Run(text: text[plain..<begin], tag: nil)) }
            let chinese = text[begin..<end]
            runs.append(Run(text: chinese, tag: tag(of: String(chinese), on: .en)))
            (place, plain) = (end, end)
        }
        if plain < text.endIndex { runs.append(Run(text: text[plain...], tag: nil)) }
        return runs
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400..<0xA000).contains(scalar.value) || (0xF900..<0xFB00).contains(scalar.value) || scalar.value >= 0x20000
    }
    /// A Chinese stop or bracket. The wide space U+3000 is not one: pages set it between two things.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x3001..<0x3040).contains(scalar.value) || (0xFF01..<0xFF10).contains(scalar.value)
            || (0xFF1A..<0xFF20).contains(scalar.value)
    }
    private static func isOpening(_ scalar: Unicode.Scalar) -> Bool { "《〈「『【〔（".unicodeScalars.contains(scalar) }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar.value == 0x3000
    }

    private static let first: UInt32 = 0x4E00
    private static let last: UInt32 = 0xA000

    /// One bit a character of the main block.
    private static let traditional: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: Int(last - first) / 64)
        for scalar in characters.unicodeScalars where scalar.value >= first {
            bits[Int(scalar.value - first) / 64] |= 1 << UInt64((scalar.value - first) % 64)
        }
        return bits
    }()

    /// Frequent characters (Big5, first level) that simplified writing (GB 2312) does not have.
    private static let characters =
        #"""
        內勻弔戶冊朮氾丟亙伕伋兇吋汙汍汎佇佔佈兌別刪呎吳呂吶囪壯夾妝抆杗決沖沒沍沘災牠禿見貝車迆釆阬並亞來併侖佺兒兩
        劻協卹姍妳姅屆岡彿拋昇東枓歿況沬泜爭狀玨玥甽秈糾羋臥芣軋長門俠侶係侷兗冑剎剋則勁卻奐姪姦屍帥帟彥恆昤柵枴洶洸
        洩為炤牴疢盃祇紂紅紀紉紇約紆耑苧觔計訂訃貞負軍軌郃閂韋頁風飛倣倖倆們倀個倫倉凍剛剝員堉娛孫屘宮峽島崁峴師庫徑
        恥悅挾時晉晅書栘氣涇浬涊浹浥烏狹狽玆珮珪畝皰砠砲祕祐紡紗紋純紐紕級紜納紙紛脅脈芻荊茲衹記訐討訌訕訊託訓訖訏訑
        豈財貢軒軔軏迺迴釘針釗釙閃陣陝陘陞隻飢馬鬥偺偽偉偵側偯偭務動區參啞問唸啣啗國堅堊執夠婁婦專將屜屝崢崑崙崗帶帳
        張強彫從徠悽悵惇捲掃掛捫掄掙採捨敗啟敘敔斬晝晞勗桿梱棄梔條梟梡梂殺毬氫涼淺淵淒淚淪淨牽猙現琍產畢異眾硃絆絃統
        紮紹紼絀細紳組終紲紱缽習脣脫脩脰脤莢莖莊莧處術袞覓規訪訝訣訥許設訟訛訢販責貫貨貪貧軛軟這連逕釵釦釣釧釭釩閉陳
        陸陰頂頃魚鳥鹵麥傢備傑傖傘傚凱剴創勞勝勛喪單喲喚喬喫圍堯場報堝壺媧尋嵐幀幃幾廁廂廄復惡悶愜惻惱愒揀揮換揚揹棗
        棟棧棲棻欽殘殼氬湧湊減渦湯測渾渙湣湲湩無焜猶琺琯甦畫痙痠發盜睏硯稈稅筆筍絞結絨絕絲絡給絢絰絳肅腎脹華菴萊萇虛
        視註詠評詞証詁詔詛詐詆訴診訶詖貯貼貳貽賁費賀貴買貶貿貸軻軸軼週進郵鄉鈔鈕鈣鈉鈞鈍鈐鈇鈑閔閏開閑間閒閎隊階陽隄
        雲韌項順須飪飯飩飲飭馮馭黃亂傭債傳僅傾傷傯僇剷勦勢勣匯嗎嗇嗚嗆園圓塗塚塭塊塢塒塋奧媽媼幹廈弒彙徬愛慄慍愾愴愷
        搾損搶搖搗搆暉暈暘暍會業極楊楨楓楛歲毀溝滅溼溫準滄煙煩煉煬煥煆煖爺獅瑯琿當痲痺痳盞睞睪睜硿祿萬稜稟節筧粵經絹
        綑綁綏絛義羨聖腸腳腫腦葷葦葉萵虜號蛻蜆補裝裡裊覜詫該詳試詩詰誇詼詣誠話誅詭詢詮詬詻詨賊資賈賄貲賃賂賅跡跦較載
        軾輊農運遊達違過鄒鄗鈷鉗鈸鈽鉀鈾鉛鉋鉤鉑鈴鉉鉍鉅鈹鈿鉚閘隕雋雊電預頑頓頊頒頌飼飴飽飾馳馱馴鳩僥僕僑僱僎僩劃匱
        厭嘗嘔嘆嘍嘖嘐嗶團圖塵墊塹塽壽夢奪奩嫗寧實寢對屢嶄嶇幣幗彆徹慇態慣慟慚慘摟摑摻暢榮槓構槍榦槃榣氳滾漬漢滿滯漸
        漲漣滬漁滲滌滷熒爾犖獄瑤瑣瑪瘧瘍瘋瘉瘓盡監碩禎禍種稱窪窩箋箏箇箄綻綰綜綽綾綠緊綴網綱綺綢綿綵綸維緒緇綬罰聞臺
        與蓆蒞蓋蓀蒐蒼蝕製裯誦誌語誣認誡誤說誥誨誘誑誚誧貍賓賑賒趙趕跼輔輒輕輓遠遜遙遞遝鄘鉸銀銅銘銖鉻銓銜銨鉼銑閡閨
        閩閣閥閤際頗領颯颱餃餅餌餉駁骯鳴鳶鳳麼齊億儀價儂儈儉儅凜劇劉劍劊厲嘮嘩噓噴嘯嘰墳墜墮墦奭嫻嬋嫵嬌嬈寬審寫層嶔
        幟廢廚廟廝廣廠彈慶慮憂慼慫慾憐憫憚憤憮摯撲撈撐撥撓撫撚撢撳敵數暫暱樣槨樁樞標樓槳樂樅樑歐歎殤毆漿潑潔澆潛潰潤
        澗潯潠潟熱犛獎瑩瘡皚皺盤瞇瞋確碼穀窯窮範箠締練緯緻緘緬緝編緣線緞緩綞緙緲緹罵罷膠膚蓮蔭蔣蔔蔥蔆蝦蝸蝨衛衝複褕
        誼諒談諄誕請諸課諉諂調誰論諍誶誹諛豎豬賠賞賦賤賬賭賢賣賜質賡踫踐踡輝輛輟輩輦輪輜輞輥適遷鄰鄭鄧醃鋅銻銷鋪銬鋤
        鋁銳銼鋒鋇鋰銲閭閱鞏頡頫頜颳養餓餒餘駝駐駟駛駑駕駒駙髮鬧魷魯鴆鴉鴃麩齒儘儔儐儕冪劑勳噹噸噥噯墾壇奮嬝學導彊憲
        憑憊懍憶戰擁擋撻據擄擇撿擔撾曆曉曄曇暸樸樺橫樹橢橋機橈歷澱濃澤濁澦澠澴熾燉燐燒燈燙燜燄獨璣璘璟甌瘺盧瞞磚磧禦
        積穎穌穋窺簑築篤篛篩縊縑縈縛縣縞縝縉縐膩興艙蕩蕭蕪螞螢褲親覦諦諺諫諱謀諜諧諮諾謁謂諷諭諳諶諼豭貓賴踴輻輯輸輳
        辦選遲遼遺鄴錠錶鋸錳錯錢鋼錫錄錚錐錦錡錕錮錙閻隨險霑靜靦頰頸頻頷頭頹頤館餞餛餡餚駭駢駱鬨鮑鴕鴣鴦鴨鴒鴛龍龜優
        償儲勵嚀嚐嚇壓壎嬰嬪嬤尷屨嶼嶺嶽嶸幫彌應懇戲擊擠擰擬擱擭斂斃曖檔檢檜櫛檣橾歜殮毚氈濘濱濟濛濤濫澀濬濩濕濰營燦
        燭燬燴牆獰獲環璦癆療盪瞭矯磯禪簍篠糞糢糝縮績繆縷縲繃縫總縱繅縴縹繈縵縿縯聲聰聯聳膿膽臉膾臨舉艱薑薔薊虧螻蟈褻
        褸褽覬謎謗謙講謊謠謝謄謐谿賺賽購賸賻趨轄輾轂轅輿還邁醞醜鍍鎂錨鍵鍊鍥鍋錘鍾鍬鍛鍰鍚鍔闊闋闌闈闆隱隸雖韓顆颶餵
        騁駿鮮鮫鮪鮭鴻鴿點齋叢嚕嚮壙壘嬸懣擴擲擾攆擺擻擷斷檳櫃檻檸櫂檮檯歟歸殯瀉瀋濾瀆濺瀏燻燼燾燸獷獵璿甕癘癒瞼礎禮
        穡穢穠竄竅簫簞簣簡糧織繕繞繚繡繒繙罈翹職聶臍臏舊薩藍薺薦蟯蟬蟲覲觴謨謹謬謫豐贅蹣蹤蹟蹕軀轉轍邇醫醬釐鎔鎊鎖鎢
        鎳鎮鎬鎰鎘鎚鎗闔闖闐闕離雜雙雛雞霤鞦韹額顏題顎顓颺餾餿餽騎鬆魎鯊鯉鯽鯈鯀鵑鵝鵠鼕儳嚥壞壟壢寵龐廬懲懷懶攏曠櫥
        櫝櫚櫓瀟瀨瀝瀕瀘爍牘犢獸獺璽瓊疇癟癡矇礙禱穫穩簾簽簷繫繭繹繩繪羅繳羶臘藝藪藥藷蟻蠅蠍襠襖譁譜識證譚譎譏譆譙贈
        贊蹺轔轎辭邊醱鏡鏑鏟鏃鏈鏜鏝鏢鏍鏘鏤鏗鏨關隴難霧韜韻類願顛颼饅饉騖騙鬍鯨鯧鯖鯛鶉鵡鵲鵪鵬麗勸嚨嚶嚴孃寶巉懸懺
        攔攙朧櫬瀾瀰瀲爐獻瓏癢癥礦礪礬礫竇競籌籃糰辮繽繼罌臚艦藹藺蘆蘋蘇蘊蠔襤覺觸議譯譟譫贏贍躉躂釋鐘鐃鏽闡飄饒饑騫
        騰騷騵鰓鰍鹹麵黨齟齣齡儷儸囁囀囂屬懼懾攝攜斕櫻欄櫺殲爛犧瓖瓔癩矓籐纏續蘗蘭蘚蠣蠟襪襬覽譴護譽贓躊躍躋轟辯鐮鐳
        鐵鐺鐸鐲鐫闢響顧顥饗驅驃驀騾髏鰭鰥鶯鶴鷂鶸齜齦齧儼儻囈囉孿巔巒彎攤權歡灑灘玀疊癮癬籠籟聾聽臟襲襯觼讀贖贗躑躓
        轡酈鑄鑑鑒霽韃韁顫驕驍髒鬚鱉鰱鰾鰻鷓鷗鼴齬齪龔囌巖戀攣攪曬欐瓚竊籤籣籥纓纖纔臢蘿蠱變邐邏鑣鑠鑤靨顯饜驚驛驗體
        鱔鱗鱖鷥黴囑壩攬癱癲羈蠶讓讒讖艷贛釀鑪靂靈靄韆顰驟鬢魘鱟鷹鷺鹼鹽鼇齷齲廳欖灣籬籮蠻觀躡釁鑲鑰顱饞髖黌灤矚讚鑷
        韉驢驥纜讜躪釅鑽鑾鑼鱷鱸黷豔鑿鸚驪鬱鸛鸞籲
        """#
}

extension HTML {
    /// Text from the records in a `span` with its `lang` where that differs from the page's.
    mutating func recordText(_ text: String) {
        if let tag = Tongue.tag(of: text, on: language) { span(text, .lang(tag)) } else { self.text(text) }
    }
}
