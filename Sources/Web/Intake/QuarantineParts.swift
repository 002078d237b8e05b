import Archive
import Intake

extension HTML {
    /// What stopped at a secrecy mark: no names, no titles, whoever looks.
    mutating func quarantine(_ visit: Visit, _ view: AccessionView) {
        let accession = view.accession
        div(.class("h")) { h in
            h.h1(
                Words(zh: "收 \(accession.number) 已停止并隔离", en: "Receipt \(accession.number) is stopped and quarantined"))
            h.badge(accession.state)
        }
        note(.stop, Words(zh: "发现密级标志", en: "A secrecy mark was found"), alert: true) { h in
            h.dl(.class("wwn")) { h in
                h.div { h in
                    h.dt(Phrases.what)
                    h.dd(
                        Words(
                            zh: "包内有密级标志，而本机只能存放非涉密档案。",
                            en:
                                "Something in the package carries a secrecy mark, and this node must not hold state secrets."
                        ))
                }
                h.div { h in
                    h.dt(Phrases.place)
                    h.dd(Words(zh: "文件名与题名不在此显示。", en: "File names and titles are not shown here."))
                }
                h.div { h in
                    h.dt(Phrases.next)
                    h.dd(
                        Words(
                            zh: "不要打开、复制或转发。保密员已收到告知；请移交单位经办人到馆当面处理。",
                            en:
                                "Do not open, copy or pass it on. The security officer has been told; the agency deals with it in person."
                        ))
                }
            }
            h.p(
                Words(
                    zh: "没有建立索引，没有生成图像，没有送往任何副本。",
                    en: "Nothing was indexed, no image was made, nothing was copied anywhere."))
        }
        div(.class("sect")) { $0.happened(visit, view) }
    }
}
