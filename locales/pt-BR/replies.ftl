# O que os comandos e botões respondem, fora as mensagens de uma venda e o registro.

denied-wrong-guild = Este bot não está configurado para este servidor. Nada foi alterado.
denied-not-staff = Só a equipe pode usar isto. Você faz parte? Fale com um admin do servidor. Nada foi alterado.
outdated = Este botão expirou. Use o comando de novo. Nada foi alterado.
license-in-sale = Esta licença agora é da venda { $sale }. Use `/sales show` para ver os detalhes e a chave.
broke = Algo deu errado. Tente de novo daqui a um minuto.
broke-staff = Algo deu errado. Tente de novo daqui a um minuto. Confira `/sales list` antes de vender de novo.
closing = O bot está reiniciando. Tente de novo daqui a pouco. Nada foi alterado.
not-taken = Este comando mudou. Recarregue o Discord (feche e abra o app) e tente de novo. Nada foi alterado.

not-your-license = Esta licença é de outra pessoa. Só quem comprou pode resgatar.
no-license-yet = Ainda não há licença para você neste pedido.
not-asked = O fornecedor não consegue dizer agora se a licença está livre. Nada foi alterado. Tente de novo daqui a um minuto.
not-reconciled = Os dados da loja foram restaurados e ainda estão sendo comparados com o estoque do fornecedor. Nada foi alterado. Tente de novo daqui a um minuto.
attribute-done-title = Comprador registrado
attribute-done = { $buyer } agora consta como comprador, com a venda { $sale }. Nada foi enviado.
attribute-not-title = Comprador não registrado
attribute-has-sale = Esta licença já é da venda { $sale }. Nada foi alterado. `/sales show` mostra quem a tem. Se for outra conta da mesma pessoa, use `/sales transfer`.
attribute-interrupted = O registro foi interrompido e a venda { $sale } terminou sem licença. O comprador ainda não está registrado. Use o comando de novo.
attribute-not-lost = Nenhuma venda pode ter se perdido, porque os dados nunca foram restaurados. Nada foi alterado. Para vender uma licença, use `/assignlicense`.
attribute-not-assigned = O fornecedor não indica que esta licença está atribuída. Nada foi alterado. Confira a chave. Se estiver certa, ninguém tem a licença e não há nada a registrar.
sale-busy = Esta venda está sendo processada. Nada foi alterado. Tente de novo daqui a alguns segundos.
no-such-sale-title = Venda não encontrada
no-such-sale = Essa venda não existe neste servidor. Nada foi alterado.

resend-delivered =
    { $count ->
        [one] Chave da venda { $sale } enviada para { $buyer } por DM.
       *[other] Chaves da venda { $sale } enviadas para { $buyer } por DM.
    }
resend-closed = Ainda não consigo mandar DM para { $buyer }. Peça para usar `/mylicenses`.
resend-under-way = O Discord está lento agora. A DM para { $buyer } da venda { $sale } está a caminho.
resend-nothing = A venda { $sale } não tem licença para enviar – ela não foi concluída.

input-title = Confira o que você digitou
buyer-title = Este membro não pode comprar
bad-id = Não consegui ler o ID desse membro. Tente de novo.
referenced-title = Referência já usada
referenced = A referência *{ $reference }* é da venda { $sale }: { $staff } vendeu para { $buyer } { $ago }. Para uma venda nova, informe outra referência.
replaced-before-title = Já substituída
replaced-before =
    { $count ->
        [one] A venda { $faulty } já foi substituída pela venda { $sale }. Se essa chave também tiver defeito, substitua a venda { $sale }.
       *[other] A venda { $faulty } já foi substituída pela venda { $sale }. Se essas chaves também tiverem defeito, substitua a venda { $sale }.
    }
show-sale-button = Ver venda { $sale }
buyer-has-left = { $buyer } não está mais neste servidor e precisa entrar de novo primeiro.
not-replaced-title = Não dá para substituir
nothing-to-replace = Essa venda não entregou nenhuma licença, então não há o que substituir.
replace-several-products = A venda { $sale } tem vários produtos: { $products }. Use o comando de novo e escolha o que tem defeito em `{ sales-replace-product-name }`.
replace-other-product = A venda { $sale } não tem licença de *{ $product }*. Escolha um produto da lista ou deixe `{ sales-replace-product-name }` vazio.
replace-too-many =
    { $count ->
        [one] A venda { $sale } só tem uma licença para substituir. Deixe `{ sales-replace-quantity-name }` vazio.
       *[other] A venda { $sale } só tem { $count } licenças para substituir. Informe no máximo { $count } em `{ sales-replace-quantity-name }`, ou deixe vazio para substituir todas.
    }
named-is-one = Você escolheu uma licença específica, então `{ assignlicense-quantity-name }` precisa ser 1. Para vender várias, deixe `{ assignlicense-license-name }` vazio.
sale-stopped-title = Venda parada
ledger-failed = Não foi possível salvar a venda. **Não venda de novo ainda.** Confira `/sales list` primeiro e avise quem administra o bot.
buyer-is-bot = Bots não podem ter licença. Escolha uma pessoa.
buyer-is-stranger = Esta pessoa não está neste servidor. Ela precisa entrar antes de você vender para ela.
license-gone = Sua escolha não está mais em estoque. Escolha de novo na lista.
no-license-key = Isso não é uma chave de licença. Escolha uma da lista ou cole a chave inteira.
product-in-stock = { $product } · { $count } em estoque

lookup-failed-title = A consulta falhou
nothing-changed = Nada foi alterado.
vendor-says = O fornecedor diz: “{ $words }”
vendor-refuses-key = O fornecedor recusou a chave de API da loja. Avise quem administra o bot que é preciso uma nova.
vendor-limits = O fornecedor está limitando as solicitações. Tente de novo daqui a um minuto.
vendor-senseless = O fornecedor não está respondendo direito. Tente de novo daqui a um minuto.

fetched-title = Uma licença do estoque
fetched-footer = Ainda não vendida · reservada para você por 15 minutos
assign-to-placeholder = Vender para… (envia a chave)
show-key-button = Mostrar chave
stock-empty = Reabasteça o estoque no painel do fornecedor.

info-title = Licença
state-label = Status
license-assigned = Atribuída a um comprador
license-expired = Expirada
license-free = Em estoque

stock-title =
    { $count ->
        [0] Sem estoque
       *[other] { $count } em estoque
    }
stock-none = Nenhuma licença em estoque.
page = Página { $page } de { $pages }
back-button = Anterior
next-button = Próxima

mine-none = Você ainda não tem licenças deste servidor.
mine-summary =
    { $count ->
        [one] { $count } licença
       *[other] { $count } licenças
    }, página { $page } de { $pages }. Só você pode ver isto.
bought-label = Compra

takes-help = Até 300 caracteres (por exemplo, um canal), ou só um link que comece com `https://`.
remind-before = Esse lembrete já foi enviado.
member-not-told = O Discord não disse a tempo se { $buyer } é membro. Tente de novo daqui a pouco.
member-not-told-title = O Discord está lento
