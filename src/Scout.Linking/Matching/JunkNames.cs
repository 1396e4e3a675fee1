using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Tells names that a till writes when nothing was sold by name: "postage", "damaged", "?", "12345".</summary>
internal static class JunkNames
{
    private const int LettersMin = 2;

    /// <param name="name">Normalised.</param>
    public static bool IsJunk(string name)
    {
        var reading = new NameReading();
        NameReader.Read(name, optional: false, reading);
        return IsJunk(name, reading.Tokens);
    }

    /// <summary>Whether a name is only words of the till, or no words at all. Then nothing is linked by what it says.</summary>
    /// <param name="name">Normalised.</param>
    public static bool IsJunk(string name, List<Token> tokens)
    {
        var letters = 0;
        foreach (var character in name)
            letters += char.IsLetter(character) ? 1 : 0;
        if (letters < LettersMin)
            return true;
        var junk = 0;
        var certain = false;
        foreach (var token in tokens)
        {
            if (token.Optional || token.Kind == TokenKind.Number || WordLists.IsStop(token.Text))
                continue;
            if (token.Kind != TokenKind.Word || !WordLists.IsJunk(token.Text))
                return false;
            junk++;
            certain |= WordLists.IsOnlyJunk(token.Text);
        }

        return junk == 0 || certain || junk == 1;
    }
}
