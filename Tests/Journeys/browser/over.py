"""The text of a page lies over its image: chosen with the mouse where it is printed, and copied."""
from corridor import Wrong


def over(walk, record):
    with walk.visiting() as visitor:
        page = visitor.page
        visitor.go(f"/records/{record}?page=1")
        if page.locator(".over").count():
            raise Wrong("the text is asked for before anybody comes near")
        page.locator(".sheet").hover()
        page.locator(".over tspan").first.wait_for(state="attached")
        runs = page.locator(".over tspan")
        image = page.locator(".sheet > img").bounding_box()
        longest = max(range(runs.count()), key=lambda place: len(runs.nth(place).text_content().strip()))
        run = runs.nth(longest)
        box, words = run.bounding_box(), run.text_content().strip()
        if not (image["x"] <= box["x"] and box["x"] + box["width"] <= image["x"] + image["width"] + 1
                and image["y"] <= box["y"] and box["y"] + box["height"] <= image["y"] + image["height"] + 1):
            raise Wrong(f"“{words}” lies at {box}, the image at {image}")
        if words not in visitor.text().replace("\n", ""):
            raise Wrong(f"“{words}” lies over the image and does not stand beside it")
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 1, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 1, middle, steps=5)
        page.mouse.up()
        chosen = page.evaluate("getSelection().toString()").strip()
        if not chosen or chosen not in words or len(chosen) < len(words) - 2:
            raise Wrong(f"drawn over “{words}”, chosen is “{chosen}”")
        visitor.look("record with its text over the image")
        # Turned, it turns along.
        visitor.go(f"/records/{record}/view?page=1&turn=1")
        page.locator(".sheet").hover()
        page.locator(".over tspan").first.wait_for(state="attached")
        lying = page.locator(".over tspan").nth(longest).bounding_box()
        if lying["height"] < lying["width"]:
            raise Wrong(f"the page is turned, its text is not: {lying}")
