import Archive

/// Titles and texts for a row of invented records, put together from short lists: the same number gives the same record.
struct DemoWords: Sendable {
    let places: [String]
    let matters: [String]
    let kinds: [String]
    let authors: [String]
    /// `{place}`, `{matter}` and `{kind}` stand for words of the lists.
    let titles: [String]
    let sentences: [String]

    /// Words of number `n`. No two numbers below places × matters have the same place and matter.
    func record(_ n: Int) -> (title: String, author: String, kind: String, paragraphs: [String]) {
        let place = places[n % places.count]
        let matter = matters[(n / places.count + n % places.count) % matters.count]
        let kind = kinds[n % kinds.count]
        func filled(_ text: String) -> String {
            text.replacing("{place}", with: place).replacing("{matter}", with: matter).replacing("{kind}", with: kind)
        }
        let title = filled(titles[n % titles.count])
        // Who speaks in the title has written it.
        let author = authors.first { title.hasPrefix($0) } ?? authors[(n / 3) % authors.count]
        // Some of the sentences, in the order in which such a paper goes.
        let some = Set((0..<4).map { (n + $0) % sentences.count }).sorted()
        return (title, author, kind, some.map { filled(sentences[$0]) })
    }
}

extension DemoWords {
    static let modern = DemoWords(
        places: towns,
        matters: [
            "政务服务大厅建设", "老旧小区改造", "生活垃圾分类", "农村公路养护", "中小学校车管理", "城市绿道规划", "数字档案室建设", "河道采砂整治", "社区养老服务",
            "非物质文化遗产保护", "公共自行车投放", "易地扶贫搬迁", "秸秆综合利用", "食品安全示范创建", "山洪灾害预警", "传统村落保护", "工业园区招商", "饮用水水源地保护",
            "全民健身设施建设", "电子政务内网建设",
        ],
        kinds: ["通知", "批复", "意见", "报告", "函", "决定"],
        authors: ["临江市人民政府", "临江市人民政府办公室", "临江市发展和改革委员会", "临江市住房和城乡建设局", "临江市教育局"],
        titles: ["关于{place}{matter}的{kind}", "临江市人民政府关于做好{place}{matter}工作的{kind}", "关于印发{place}{matter}方案的{kind}"],
        sentences: [
            "{place}应当在本年度内完成{matter}的前期工作，明确责任人和时限，按季度报市人民政府办公室。", "所需资金由市财政和{place}按七比三的比例分担，专款专用，接受审计监督。",
            "{matter}涉及群众切身利益，实施前应当在{place}公示不少于十五日，听取意见。", "市有关部门应当加强指导，及时研究解决{matter}中出现的问题。",
            "项目档案随工程进度同步收集整理，竣工后三个月内向市档案馆移交。", "过去的有关规定与本文件不一致的，以本文件为准。", "工作中的经验做法请及时总结上报，市人民政府将择优推广。",
        ])

    static let founding = DemoWords(
        places: towns,
        matters: [
            "兴修水利", "扫除文盲", "互助合作", "粮食统购统销", "防治血吸虫病", "合作医疗", "植树造林", "整修渡口", "手工业改造", "夏收夏种", "民办小学", "广播站建设",
            "农机站设置",
            "蚕桑生产", "堤防岁修", "供销社网点", "计划用煤", "知识青年安置", "社队企业整顿", "集市贸易",
        ],
        kinds: ["指示", "通知", "报告", "批复", "总结"],
        authors: ["临江市人民委员会", "临江市人民政府", "临江市农业局", "临江市水利局", "临江市文教局"],
        titles: ["关于{place}{matter}情况的{kind}", "关于{place}{matter}问题的{kind}", "关于布置{place}今冬明春{matter}工作的{kind}"],
        sentences: [
            "{place}党政干部应当把{matter}作为当前中心工作，深入生产队，具体帮助，防止强迫命令。", "据统计，{place}参加{matter}的群众共二千一百余人，完成计划的百分之八十六。",
            "{matter}所需木材、水泥由市计划委员会调拨，不足部分由{place}自筹。", "个别地方存在浮夸虚报现象，应当认真检查纠正。", "请于月底以前将{matter}的进度列表上报。",
            "对在{matter}中成绩显著的集体和个人，召开代表会议予以表扬。", "以上意见如无不当，请批转各区、公社执行。",
        ])

    static let republic = DemoWords(
        places: ["臨江城廂", "青石鎮", "雲嶺鄉", "白水鎮", "江心洲", "老龍口", "水西門", "雞鳴村", "桃花渡", "石橋堡"],
        matters: ["保甲編查", "田賦徵收", "修築公路", "禁煙", "小學經費", "積穀", "疏濬河道", "度量衡檢定", "防空疏散", "商會改選"],
        kinds: ["訓令", "呈", "布告", "公函", "指令"], authors: ["臨江縣政府", "臨江縣教育局", "臨江縣建設局", "臨江縣警察局"],
        titles: ["臨江縣政府關於{place}{matter}的{kind}", "為{place}辦理{matter}一案的{kind}"],
        sentences: [
            "查{place}{matter}一案，業經本府派員勘明，應即遵照辦理。", "仰該鎮長轉飭各保甲長，於十日內造具清冊，呈候核奪。", "所需款項准由地方公益捐項下開支，不得另行攤派。",
            "如有藉端苛擾情事，一經查覺，定予嚴懲不貸。", "除分令外，合行令仰知照，此令。", "附發章程一份，仰即張貼通衢，俾眾周知。",
        ])

    static let empire = DemoWords(
        places: ["城內", "東鄉", "西鄉", "南岸", "北岸", "青石鋪", "白水汛", "老龍口", "水西門", "桃花渡"],
        matters: ["疏通溝渠", "嚴禁賭博", "平糶倉穀", "編聯保甲", "修理文廟", "禁止私宰耕牛", "渡船收費", "保護商旅", "清丈田畝", "設立義學"],
        kinds: ["告示", "札", "批", "稟"], authors: ["臨江縣正堂", "臨江縣儒學", "臨江縣典史"],
        titles: ["臨江縣正堂為{place}{matter}事{kind}", "為{place}{matter}一案{kind}"],
        sentences: [
            "照得{place}地方，向有{matter}之舉，日久廢弛，殊屬不合。", "為此示仰闔邑軍民人等知悉，自示之後，各宜凜遵。", "倘敢故違，許地保人等指名稟究，決不姑寬。",
            "據該鄉紳耆等公同具稟，請飭差查辦前來。", "合行出示曉諭，毋得視為具文，特示。",
        ])

    private static let towns = [
        "青石乡", "鹭鸣乡", "云岭乡", "白水镇", "江心洲", "老龙口", "水西门", "鸡鸣村", "桃花渡", "石桥堡", "芦荡口", "双塔镇", "江北", "南岸", "柳林乡", "大坪镇",
        "铁佛寺", "茶亭乡", "沙湾镇", "古城街道",
    ]
}
